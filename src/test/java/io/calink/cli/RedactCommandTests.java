package io.calink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.bundle.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code calink redact}. */
class RedactCommandTests {
    @TempDir
    Path directory;

    private Path text;
    private Path copy;
    private String said = "";
    private String complained = "";

    @BeforeEach
    void prepare() throws IOException {
        text = Files.writeString(directory.resolve("app.log"), "fine\npassword=Tr0ub4dor-7xyQz91\n");
        copy = directory.resolve("copy.log");
        Files.writeString(directory.resolve("c.ini"), "[redaction]\nrule_customer=customer-[0-9]{6}\n");
    }

    private int run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(
                1,
                List.of(
                        "--allow-insecure-config",
                        "--config",
                        directory.resolve("c.ini").toString()));
        int status =
                CaLinkCommand.run(out, new PrintStream(err, true, StandardCharsets.UTF_8), all.toArray(new String[0]));
        said = out.toString(StandardCharsets.UTF_8);
        complained = err.toString(StandardCharsets.UTF_8);
        return status;
    }

    @Test
    void saysAtTheEndWhatWasRemoved() {
        assertThat(run("redact", text.toString(), copy.toString())).isZero();

        assertThat(said)
                .isEqualTo(
                        "removed: password 1\n" + copy + ": 1 entry, 1 secret removed, 0 left out, 0 not redacted\n");
        assertThat(complained).isEmpty();
        assertThat(copy).content().startsWith("fine\npassword=[REDACTED:");
    }

    @Test
    void takesATextForATextHoweverLongItIs() throws IOException {
        Files.writeString(
                text, "Nov 23 06:00:01 host app[12]: an ordinary line\n".repeat(100) + "password=Tr0ub4dor\n");

        assertThat(run("redact", text.toString(), copy.toString()))
                .as(complained)
                .isZero();

        assertThat(copy).content().endsWith("line\npassword=[REDACTED:password]\n");
    }

    @Test
    void goesByTheOwnersRulesToo() throws IOException {
        Files.writeString(text, "bill of customer-471100\n");

        assertThat(run("redact", text.toString(), copy.toString())).isZero();

        assertThat(copy).hasContent("bill of [REDACTED:customer]\n");
    }

    @Test
    void refusesToCopyAsItIsWhereTheConfigurationRemovesNothing() throws IOException {
        Files.writeString(directory.resolve("c.ini"), "[redaction]\nenabled=false\n");

        assertThat(run("redact", text.toString(), copy.toString())).isEqualTo(2);

        assertThat(complained).contains("enabled=false");
        assertThat(copy).doesNotExist();
    }

    @Test
    void saysTheSameAsJson() {
        assertThat(run("redact", "--json", text.toString(), copy.toString())).isZero();

        JsonNode report = Json.mapper().readTree(said);
        assertThat(report.get("entries").intValue()).isEqualTo(1);
        assertThat(report.get("removed").get("password").intValue()).isEqualTo(1);
        assertThat(report.get("left_out_in_all").intValue()).isZero();
    }

    @Test
    void endsAsTheOtherCommandsDo() throws IOException {
        assertThat(run("redact", text.toString())).isEqualTo(2);
        assertThat(run("redact", directory.toString(), copy.toString())).isEqualTo(2);
        assertThat(run("redact", directory.resolve("missing").toString(), copy.toString()))
                .isEqualTo(1);
        assertThat(complained).contains("There is no ");
        Files.writeString(copy, "mine");
        assertThat(run("redact", text.toString(), copy.toString())).isEqualTo(1);
        assertThat(complained).contains("the name is taken");
        assertThat(copy).hasContent("mine");
    }
}
