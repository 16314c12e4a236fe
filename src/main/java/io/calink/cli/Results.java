package io.calink.cli;

import io.calink.bundle.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Standard output: what was asked for and nothing else, in UTF-8 whatever the locale, never lost without a word. */
final class Results {
    private final Writer out;

    /** Results that go to {@code out}, which stays open. */
    Results(OutputStream out) {
        // Names of files can hold what UTF-8 cannot say; the writer then puts a question mark and goes on.
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }

    /**
     * Writes one line.
     *
     * @throws IOException if nobody reads it, or it finds no space; the message is fit for the user
     */
    void line(String text) throws IOException {
        try {
            out.write(text);
            out.write(System.lineSeparator());
            out.flush();
        } catch (IOException e) {
            throw new IOException("Standard output could not be written: " + e.getMessage(), e);
        }
    }

    /**
     * Writes a value as JSON, over several lines if a person is to read it.
     *
     * @throws IOException as {@link #line}
     */
    void json(Object value, boolean pretty) throws IOException {
        JsonMapper mapper = Json.mapper();
        line(
                pretty
                        ? mapper.writer()
                                .with(SerializationFeature.INDENT_OUTPUT)
                                .writeValueAsString(value)
                        : mapper.writeValueAsString(value));
    }
}
