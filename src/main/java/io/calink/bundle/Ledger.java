package io.calink.bundle;

import io.calink.archive.Reuse;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectWriter;

/** The account of a gathering: every item as it ends, put aside in the form in which the manifest tells it. */
final class Ledger implements Closeable {
    /** How many problems are kept in memory, for records and answers; the manifest has them all. */
    static final int PROBLEMS_KEPT = 200;

    private final ObjectWriter json = Json.mapper().writer();
    private final Spool items;
    private final Spool problems;
    private final List<Manifest.Document> documents = new ArrayList<>();
    private final List<Item> firstProblems = new ArrayList<>();
    private final Map<Status, Long> counts = new EnumMap<>(Status.class);
    private long number;
    private long size;
    private long originalSize;
    private Reuse.@Nullable Taken taken;

    Ledger(Path spool) {
        items = new Spool(spool);
        problems = new Spool(spool);
    }

    /** Writes an item down. {@code expected}: that it is not there is nothing to worry about. */
    void add(Item item, boolean expected) throws IOException {
        byte[] line = json.writeValueAsBytes(item);
        append(items, line);
        counts.merge(item.status(), 1L, Long::sum);
        number++;
        size += item.kind() == Item.Kind.INFO || item.size() == null ? 0 : item.size();
        originalSize += item.originalSize() == null ? 0 : item.originalSize();
        boolean notInstalled = item.kind() == Item.Kind.COMMAND && item.status() == Status.ABSENT;
        if (item.status() != Status.OK && !notInstalled && !expected) {
            append(problems, line);
            if (firstProblems.size() < PROBLEMS_KEPT) {
                firstProblems.add(item);
            }
        }
    }

    private static void append(Spool spool, byte[] line) throws IOException {
        spool.write((spool.size() == 0 ? "\n" : ",\n").getBytes(StandardCharsets.UTF_8));
        spool.write(line);
    }

    Map<Status, Long> counts() {
        return Collections.unmodifiableMap(new EnumMap<>(counts));
    }

    List<Item> firstProblems() {
        return List.copyOf(firstProblems);
    }

    /** Writes down a document that CaLink itself made, which is no item but has to be there all the same. */
    void document(Manifest.Document document) {
        documents.add(document);
    }

    /** Writes down what was taken over from the archive before. */
    void taken(Reuse.Taken taken) {
        this.taken = taken;
    }

    /** The manifest that begins with these fields. One line for each item, so that it can be searched by line. */
    InputStream manifest(Map<String, ? extends @Nullable Object> head) throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(head);
        fields.put("documents", documents);
        byte[] start = fields(fields, "{", ",\n\"items\":[");
        byte[] middle = fields(totals(), "\n],\n\"totals\":{", "},\n\"problems\":[");
        byte[] end = "\n]}\n".getBytes(StandardCharsets.UTF_8);
        return new SequenceInputStream(Collections.enumeration(List.of(
                new ByteArrayInputStream(start),
                items.read(),
                new ByteArrayInputStream(middle),
                problems.read(),
                new ByteArrayInputStream(end))));
    }

    private Map<String, Object> totals() {
        Map<String, Object> totals = new LinkedHashMap<>();
        totals.put("items", number);
        totals.put("size", size);
        totals.put("original_size", originalSize);
        if (taken != null) {
            totals.put("reused_files", taken.files());
            totals.put("reused_bytes", taken.bytes());
        }
        for (Status status : Status.values()) {
            totals.put(status.label(), counts.getOrDefault(status, 0L));
        }
        return totals;
    }

    private byte[] fields(Map<String, ? extends @Nullable Object> fields, String before, String after) {
        String object = json.writeValueAsString(fields);
        return (before + object.substring(1, object.length() - 1) + after).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        items.close();
        problems.close();
    }
}
