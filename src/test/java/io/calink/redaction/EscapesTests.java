package io.calink.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Names behind characters that are written in a way that ends with a letter or a digit. */
class EscapesTests {
    private static final String USER = "user-[0-9a-f]{10}";
    private static final String MAIL = "mail-[0-9a-f]{10}@d-[0-9a-f]{10}\\.invalid";

    private final Map<String, String> book = new HashMap<>();
    private final Redactor redactor = PseudonymTests.redactor(1, List.of(), book);

    private String masked(String text) {
        return redactor.text(text, new Counts());
    }

    @Test
    void keepJsonJson() {
        String json = "{\"a\":\"\\u003cjohn.doe@corp.example\\u003e\",\"b\":\"user\\u003dalice\\u0026x\","
                + "\"c\":\"\\u0027alice@corp.example\",\"d\":\"\\u000010.1.2.3\\u0000\",\"e\":\"\\u003d00:1b:21:3c:9d:f8\","
                + "\"f\":\"j\\u00fcrgen@corp.example\"}";

        JsonNode masked = JsonMapper.builder().build().readTree(masked(json));

        assertThat(masked.get("a").asString()).matches("<" + MAIL + ">");
        assertThat(masked.get("b").asString()).matches("user=" + USER + "&x");
        assertThat(masked.get("c").asString()).matches("'" + MAIL);
        assertThat(masked.get("d").asString()).matches("\0" + "2[45][0-9][0-9.]+\0");
        assertThat(masked.get("e").asString()).startsWith("=ca:1a:");
        assertThat(masked.get("f").asString()).matches("jü" + MAIL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\nalice",
                "\\u003calice",
                "\\\\u003Calice",
                "\\x22alice\\x22",
                "\\040alice\\011",
                "%3Dalice%26",
                "%2falice"
            })
    void endWhereANameBegins(String text) {
        assertThat(masked(text)).matches(text.replaceAll("\\W", "\\\\$0").replace("alice", USER));
        assertThat(new Revealing(book).text(masked(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001b", "#033", "\\u001b", "\\x1B", "\\033", "\\e", "^["})
    void beginAColour(String escape) {
        for (String colour : List.of("[1m", "[m", "[K", "[1;35m", "[38;2;255;255;255;48;2;255;255;255m", "[?25h")) {
            for (String name : List.of("alice", "10.1.2.3", "00:1b:21:3c:9d:f8", "a@corp.example")) {
                String coloured = "x " + escape + colour + name + escape + colour;
                assertThat(masked(coloured)).isEqualTo(coloured.replace(name, masked(name)));
                assertThat(masked(name)).isNotEqualTo(name);
                assertThat(new Revealing(book).text(masked(coloured))).isEqualTo(coloured);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1malice",
                "\u001b[1alice",
                "\u001b1malice",
                "\\u003alice",
                "\\x2alice",
                "\\04alice",
                "\\qalice",
                "%3alice",
                "u003calice",
                "\\u003calicea"
            })
    void areNoOthers(String text) {
        assertThat(masked(text)).isEqualTo(text);
    }
}
