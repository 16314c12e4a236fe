package io.calink.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an archive tells of itself: what was asked for, and what became of it.
 *
 * @param format the version of this document's shape
 * @param calink the version that made the archive
 * @param redaction whether secrets were removed, and how many
 * @param documents what CaLink itself made: the JSON document and the commands log
 * @param items every item, in the order in which they were packed
 * @param totals sums over the items, and how many ended how
 * @param problems the items that are not as they should be
 */
public record Manifest(
        int format,
        String calink,
        @Nullable String host,
        @Nullable String note,
        Instant startedAt,
        Instant finishedAt,
        String configSha256,
        RedactionSummary redaction,
        List<Document> documents,
        List<Item> items,
        Map<String, Long> totals,
        List<Item> problems) {
    /** A document that is no item: the name of its entry, its bytes, and their sha256 in hexadecimal digits. */
    public record Document(String entry, long size, String sha256) {}

    /** The name of its entry below the archive's directory, where it is the last one. */
    public static final String NAME = "manifest.json";

    public Manifest {
        documents = List.copyOf(documents);
        items = List.copyOf(items);
        totals = Map.copyOf(totals);
        problems = List.copyOf(problems);
    }

    /**
     * Reads a manifest.
     *
     * @throws IOException if the content is not a manifest
     */
    public static Manifest read(InputStream content) throws IOException {
        List<Document> documents = new ArrayList<>();
        List<Item> items = new ArrayList<>();
        List<Item> problems = new ArrayList<>();
        Manifest head = read(content, documents::add, items::add, problems::add);
        return new Manifest(
                head.format,
                head.calink,
                head.host,
                head.note,
                head.startedAt,
                head.finishedAt,
                head.configSha256,
                head.redaction,
                documents,
                items,
                head.totals,
                problems);
    }

    /**
     * Reads a manifest of any length, one item at a time.
     *
     * @throws IOException if the content is not a manifest; some of it may have been told by then
     */
    static void read(InputStream content, Consumer<Document> documents, Consumer<Item> items) throws IOException {
        read(content, documents, items, problem -> {});
    }

    /** What is returned has no documents, items and problems. */
    private static Manifest read(
            InputStream content, Consumer<Document> documents, Consumer<Item> items, Consumer<Item> problems)
            throws IOException {
        JsonMapper mapper = Json.mapper();
        ObjectNode head = mapper.createObjectNode();
        try (JsonParser parser = mapper.createParser(content)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("The manifest is damaged: it is no object");
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "documents" -> each(parser, Document.class, documents);
                    case "items" -> each(parser, Item.class, items);
                    case "problems" -> each(parser, Item.class, problems);
                    default -> {
                        head.set(name, parser.<JsonNode>readValueAsTree());
                        continue;
                    }
                }
                head.putArray(name);
            }
            return mapper.treeToValue(head, Manifest.class);
        } catch (JacksonException e) {
            throw new IOException("The manifest is damaged: " + e.getOriginalMessage(), e);
        }
    }

    private static <T> void each(JsonParser parser, Class<T> type, Consumer<T> taker) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new IOException("The manifest is damaged: its " + parser.currentName() + " are no list");
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.VALUE_NULL) {
                throw new IOException("The manifest is damaged: an item is null");
            }
            taker.accept(parser.readValueAs(type));
        }
    }
}
