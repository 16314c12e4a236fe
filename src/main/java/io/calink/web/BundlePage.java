package io.calink.web;

import io.calink.jobs.Job;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Some of the bundles, newest first.
 *
 * @param next what to send as {@code cursor} for those that follow; {@code null} if none do
 */
record BundlePage(List<BundleView> bundles, @Nullable String next) {
    private static final int MOST = 100;
    private static final int USUAL = 50;

    /** The page that a query asks for. A cursor is the id of the bundle before it, which may be gone meanwhile. */
    static BundlePage of(List<Job> newestFirst, Parameters query) {
        int limit = query.number("limit", 1, MOST, USUAL);
        Set<Job.State> states = states(query.list("state"));
        String cursor = query.text("cursor");
        if (cursor != null && !cursor.matches("[0-9a-z]{26}")) {
            throw ProblemType.BAD_PARAMETER.says(
                    "The parameter \"cursor\" is what \"next\" said in the answer before, or missing.");
        }
        List<Job> found = newestFirst.stream()
                .filter(job -> states.contains(job.state()))
                .filter(job -> cursor == null || job.id().compareTo(cursor) < 0)
                .limit(limit + 1L)
                .toList();
        boolean more = found.size() > limit;
        List<Job> page = more ? found.subList(0, limit) : found;
        return new BundlePage(
                page.stream().map(BundleView::of).toList(),
                more ? page.get(limit - 1).id() : null);
    }

    private static Set<Job.State> states(@Nullable List<String> names) {
        if (names == null || names.isEmpty()) {
            return EnumSet.allOf(Job.State.class);
        }
        return names.stream()
                .map(BundlePage::state)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Job.State.class)));
    }

    private static Job.State state(String name) {
        return Stream.of(Job.State.values())
                .filter(state -> state.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> ProblemType.BAD_PARAMETER.says("There is no state " + Parameters.quoted(name)
                        + ". The known ones are: "
                        + Stream.of(Job.State.values()).map(Enum::name).collect(Collectors.joining(", ")) + "."));
    }
}
