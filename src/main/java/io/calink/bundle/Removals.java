package io.calink.bundle;

import io.calink.redaction.Counts;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectWriter;

/** The account of what was removed: by rule and by entry, never what it was. */
final class Removals implements Closeable {
    /** The name of its entry below the archive's directory. */
    static final String NAME = "redaction.json";

    private final ObjectWriter json = Json.mapper().writer();
    private final Counts total = new Counts();
    private final Spool entries;
    private final Spool untouched;
    private final Spool leftOut;

    private record OfEntry(String entry, Map<String, Long> removed) {}

    private record Untouched(String entry, String reason) {}

    private record LeftOut(String name, String rule) {}

    Removals(Path spool) {
        entries = new Spool(spool);
        untouched = new Spool(spool);
        leftOut = new Spool(spool);
    }

    /** Takes note of what was removed from an entry. */
    void removed(String entry, Counts counts) throws IOException {
        if (counts.total() > 0) {
            total.add(counts);
            append(entries, new OfEntry(entry, counts.byRule()));
        }
    }

    /** Takes note of what was removed from a file, or why nothing could be looked for in it. */
    void of(String entry, Prepared file) throws IOException {
        removed(entry, file.counts());
        if (file.untouched() != null) {
            append(untouched, new Untouched(entry, file.untouched()));
        }
    }

    /** Takes note of a file that a rule has kept out. */
    void leftOut(String name, String rule) throws IOException {
        append(leftOut, new LeftOut(name, rule));
    }

    private void append(Spool spool, Object line) throws IOException {
        spool.write((spool.size() == 0 ? "\n" : ",\n").getBytes(StandardCharsets.UTF_8));
        spool.write(json.writeValueAsBytes(line));
    }

    /** Packs the document if there is something to account for, and gives what the manifest says of it all. */
    RedactionSummary pack(Packer packer, Sieve sieve) throws IOException {
        Counts all = new Counts();
        all.add(total);
        all.add(sieve.ofNames());
        RedactionSummary summary = new RedactionSummary(
                sieve.isOn(), all.total(), all.byRule(), RedactionSummary.Replaced.of(sieve.masking()));
        if (sieve.isOn()) {
            try (Spool document = sieve.watched(document(summary, sieve.rules()), new Counts())) {
                packer.addDocument(NAME, document.size(), document.read());
            }
        }
        return summary;
    }

    private InputStream document(RedactionSummary summary, String rules) throws IOException {
        Map<String, @Nullable Object> head = new LinkedHashMap<>();
        head.put("enabled", summary.enabled());
        head.put("rules", rules);
        head.put("removed", summary.removed());
        head.put("by_rule", summary.byRule());
        head.put("pseudonyms", summary.pseudonyms());
        String start = json.writeValueAsString(head);
        return new SequenceInputStream(Collections.enumeration(List.of(
                text(start.substring(0, start.length() - 1) + ",\n\"entries\":["),
                entries.read(),
                text("\n],\n\"not_redacted\":["),
                untouched.read(),
                text("\n],\n\"never_taken\":["),
                leftOut.read(),
                text("\n]}\n"))));
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        try (entries;
                untouched;
                leftOut) {
            return; // each is closed, whatever becomes of the others
        }
    }
}
