package io.calink.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What Python's configparser says about the same files; {@code ini/python.py} asked it. */
class PythonTests {
    private static final int CASES_WITHOUT_CHANCE = 60;

    private final List<JsonNode> cases = cases();

    @TestFactory
    Stream<DynamicTest> saysWhatPythonSays() {
        return cases.stream()
                .filter(python -> python.get("stricter").isNull() && python.has("sections"))
                .map(python -> DynamicTest.dynamicTest(
                        python.get("name").asString(),
                        () -> assertThat(sections(python)).isEqualTo(expected(python))));
    }

    @TestFactory
    Stream<DynamicTest> refusesWhatPythonRefuses() {
        return cases.stream()
                .filter(python -> python.has("error"))
                .map(python -> DynamicTest.dynamicTest(
                        python.get("name").asString(),
                        () -> assertThat(refusal(python)).isNotNull()));
    }

    @TestFactory
    Stream<DynamicTest> refusesMoreWhereItSaysSo() {
        return cases.stream()
                .filter(python -> !python.get("stricter").isNull())
                .map(python -> DynamicTest.dynamicTest(
                        python.get("name").asString() + ": "
                                + python.get("stricter").asString(),
                        () -> assertThat(refusal(python)).isNotNull()));
    }

    @Test
    void theTableIsLongEnoughToBeBelieved() {
        assertThat(cases)
                .filteredOn(python -> python.has("sections")
                        && python.get("stricter").isNull()
                        && !python.get("name").asString().startsWith("random"))
                .hasSizeGreaterThan(CASES_WITHOUT_CHANCE);
    }

    private static List<Object> sections(JsonNode python) throws ConfigurationException {
        Findings findings = new Findings("f.ini");
        IniFile file = IniFile.parse(bytes(python), findings);
        findings.refuse();
        List<Object> sections = new ArrayList<>();
        for (IniFile.Section section : file.sections()) {
            List<Object> entries = new ArrayList<>();
            section.entries().forEach(entry -> entries.add(List.of(entry.key(), entry.value())));
            sections.add(List.of(section.name(), entries));
        }
        return sections;
    }

    private static List<Object> expected(JsonNode python) {
        List<Object> sections = new ArrayList<>();
        for (JsonNode section : python.get("sections")) {
            List<Object> entries = new ArrayList<>();
            for (JsonNode entry : section.get(1)) {
                entries.add(List.of(entry.get(0).asString(), entry.get(1).asString()));
            }
            sections.add(List.of(section.get(0).asString(), entries));
        }
        return sections;
    }

    private static ConfigurationException refusal(JsonNode python) {
        try {
            List<Object> read = sections(python);
            throw new AssertionError("was read as " + read);
        } catch (ConfigurationException e) {
            return e;
        }
    }

    private static byte[] bytes(JsonNode python) {
        return python.get("text").asString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<JsonNode> cases() {
        try (InputStream in = Objects.requireNonNull(PythonTests.class.getResourceAsStream("/ini/python.json"))) {
            List<JsonNode> cases = new ArrayList<>();
            new ObjectMapper().readTree(in).get("cases").forEach(cases::add);
            return cases;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
