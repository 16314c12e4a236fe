package io.calink.web;

import io.calink.archive.Listed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the entries of an archive, in its order.
 *
 * @param next what to send as {@code cursor} for those that follow; {@code null} if none do
 */
record EntryPage(List<EntryView> entries, @Nullable String next) {
    static EntryPage of(String bundle, List<Listed> found, int limit) {
        boolean more = found.size() > limit;
        List<Listed> page = more ? found.subList(0, limit) : found;
        return new EntryPage(
                page.stream().map(entry -> EntryView.of(bundle, entry)).toList(),
                more ? Long.toString(page.get(limit - 1).number()) : null);
    }
}
