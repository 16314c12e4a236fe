package io.calink.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The text of a configuration, and what is said about it after the name of the file. */
record Mistake(String text, String message) {
    static final List<String> KNOWN = List.of("uptime", "loadavg", "disk", "host", "os");

    void check() {
        assertThat(refusal(text)).isEqualTo("c.ini:" + message);
    }

    static String refusal(String text) {
        return refusal(text.getBytes(StandardCharsets.UTF_8));
    }

    static String refusal(byte[] bytes) {
        try {
            Configuration.parse(bytes, "c.ini", KNOWN);
            throw new AssertionError("was not refused");
        } catch (ConfigurationException e) {
            return Objects.requireNonNull(e.getMessage());
        }
    }

    @Override
    public String toString() {
        return message;
    }
}
