package io.calink.web;

import io.calink.bundle.Selection;
import io.calink.encryption.Recipients;
import io.calink.jobs.Request;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** Reads the body of {@code POST /bundles}. It picks from the configuration; no path, command or URL is in it. */
final class BundleBody {
    private static final List<String> FIELDS =
            List.of("note", "info", "files", "commands", "since", "format", "age_recipients");

    private final ObjectReader reader;
    private final UnaryOperator<String> clean;

    /** @param clean takes the secrets out of a note */
    BundleBody(JsonMapper json, UnaryOperator<String> clean) {
        this.clean = clean;
        reader = json.readerFor(JsonNode.class)
                .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /** What the body asks for; everything if there is none. */
    Request read(HttpServletRequest request) throws IOException {
        byte[] body = bytes(request.getInputStream());
        return body.length == 0 ? Request.ALL : read(object(text(body)));
    }

    private static byte[] bytes(InputStream in) throws IOException {
        byte[] body = in.readNBytes(Gate.LONGEST_BODY + 1);
        if (body.length > Gate.LONGEST_BODY) {
            throw Gate.tooLarge();
        }
        return body;
    }

    private static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ProblemType.MALFORMED_JSON.says("The body is not UTF-8; JSON is sent in UTF-8.");
        }
    }

    private JsonNode object(String text) {
        JsonNode node;
        try {
            node = reader.readTree(text);
        } catch (JacksonException e) {
            throw ProblemType.MALFORMED_JSON.says("The body cannot be read as JSON" + place(e)
                    + "; send one object such as {\"note\": \"ticket 4711\"}, or no body at all.");
        }
        if (node.isMissingNode()) {
            throw ProblemType.MALFORMED_JSON.says(
                    "The body holds nothing but white space; send an object, or no body at all.");
        }
        if (!node.isObject()) {
            throw ProblemType.INVALID_FIELD.says("The body is JSON, but no object; send {} to gather everything.");
        }
        return node;
    }

    private static String place(JacksonException e) {
        return e.getLocation() == null || e.getLocation().getLineNr() < 1
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }

    private Request read(JsonNode body) {
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            if (!FIELDS.contains(field.getKey())) {
                throw ProblemType.UNKNOWN_FIELD.says("There is no field " + Parameters.quoted(field.getKey())
                        + ". The known ones are: " + String.join(", ", FIELDS) + ".");
            }
        }
        String note = string(body, "note");
        String since = string(body, "since");
        String format = string(body, "format");
        return new Request(
                note == null ? null : clean.apply(Note.checked(note)),
                new Selection(
                        keys(body, "info"),
                        keys(body, "files"),
                        keys(body, "commands"),
                        since == null ? null : Since.read(since, ProblemType.INVALID_FIELD),
                        format == null ? null : Formats.named(format),
                        recipients(body)));
    }

    private static Recipients recipients(JsonNode body) {
        try {
            List<String> keys = strings(body, "age_recipients", "a list of public keys of age, such as [\"age1...\"]");
            return keys == null ? Recipients.NONE : Recipients.of(keys);
        } catch (IllegalArgumentException e) {
            throw ProblemType.INVALID_FIELD.says("\"age_recipients\": " + e.getMessage() + ".");
        }
    }

    private static @Nullable String string(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw ProblemType.INVALID_FIELD.says("\"" + field + "\" is a string.");
        }
        return value.stringValue();
    }

    private static @Nullable List<String> keys(JsonNode body, String field) {
        return strings(
                body, field, "a list of keys of the configuration's section [" + field + "], such as [\"system\"]");
    }

    private static @Nullable List<String> strings(JsonNode body, String field, String expected) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        List<String> keys = new ArrayList<>();
        for (JsonNode key : value) {
            if (key.isString()) {
                keys.add(key.stringValue());
            }
        }
        if (!value.isArray() || keys.size() != value.size()) {
            throw ProblemType.INVALID_FIELD.says("\"" + field + "\" is " + expected + ".");
        }
        return keys;
    }
}
