package io.calink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.archive.ArchiveReader;
import io.calink.archive.Entry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code calink reveal}, and the bundles whose pseudonyms it knows. */
class RevealCommandTests {
    private static final String LINE =
            "alice on web1 from 10.1.2.3/24 (2001:db8::7, 00:1b:21:3c:9d:f8), net 10.1.2.0/24, alice@corp.example";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path directory;

    private Path data;

    @BeforeEach
    void machine() throws IOException {
        data = directory.resolve("data");
        Path root = directory.resolve("root");
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/hostname"), "web1\n");
        Files.writeString(root.resolve("etc/passwd"), "alice:x:1000:1000::/home/alice:/bin/sh\n");
        Files.writeString(root.resolve("etc/motd"), LINE + "\n");
        Files.writeString(
                directory.resolve("c.ini"),
                "[files]\netc_files=motd\n[redaction]\npseudonyms=ip,mac,host,user,email\n");
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        return CaLinkCommand.run(out, new PrintStream(err, true, StandardCharsets.UTF_8), arguments);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String complained() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private Path gather() {
        int status = run(
                "--quiet",
                "--allow-insecure-config",
                "--config=" + directory.resolve("c.ini"),
                "--root=" + directory.resolve("root"),
                "--output=" + directory,
                "--data-dir=" + data);
        assertThat(status).as(complained()).isZero();
        return Path.of(said().strip());
    }

    private static String motd(Path archive) throws IOException {
        try (ArchiveReader reader = ArchiveReader.of(archive)) {
            for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
                if (entry.name().endsWith("/motd")) {
                    return new String(reader.content().readAllBytes(), StandardCharsets.UTF_8).strip();
                }
            }
        }
        throw new AssertionError("there is no motd");
    }

    @Test
    void tellsWhatEachStandsFor() throws Exception {
        Path archive = gather();
        assertThat(archive.getFileName().toString()).matches("CaLink-host-[0-9a-f]{10}-[0-9]+\\.tar\\.gz");
        String[] words = motd(archive).split("[ (),]+", -1);
        assertThat(motd(gather())).isEqualTo(motd(archive));

        assertThat(run(
                        "reveal",
                        "--data-dir",
                        data.toString(),
                        words[0],
                        words[2],
                        words[4].replace("/24", ""),
                        words[5]))
                .isZero();
        assertThat(said()).isEqualTo("alice\nweb1\n10.1.2.3\n2001:db8::7\n");
        assertThat(run(
                        "reveal",
                        words[6].toUpperCase(java.util.Locale.ROOT).replace(':', '-'),
                        words[8],
                        words[9],
                        "--data-dir=" + data))
                .isZero();
        assertThat(said()).isEqualTo("00:1b:21:3c:9d:f8\n10.1.2.0/24\nalice@corp.example\n");
    }

    @Test
    void failsForWhatIsNotKnown() {
        gather();
        assertThat(run("reveal", "--data-dir=" + data, "user-0123456789")).isEqualTo(1);
        assertThat(said()).isEmpty();
        assertThat(complained()).contains("user-0123456789", "not known", "--data-dir");
        assertThat(run("reveal", "--json", "--data-dir=" + directory.resolve("none"), "user-0123456789"))
                .isEqualTo(1);
        assertThat(said()).isEqualTo("{\"user-0123456789\":null}\n");
        assertThat(run("reveal", "-", "user-0123456789")).isEqualTo(2);
    }

    @Test
    void putsTheOriginalsBackIntoAText() throws Exception {
        String motd = motd(gather());
        String text = "see " + motd + "\nuser-0123456789 1.2.3.4\n";
        out.reset();
        Console console = new Console(
                new Results(out),
                new Complaints(new PrintStream(err, true, StandardCharsets.UTF_8)),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        ByteArrayInputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        assertThat(new CommandLine(new RevealCommand(console, in)).execute("--data-dir=" + data))
                .isZero();
        assertThat(said()).isEqualTo("see " + LINE + "\nuser-0123456789 1.2.3.4\n");
    }

    @Test
    void gathersNothingWhereTheKeyCannotBeInTheDirectoryThatWasNamed() throws Exception {
        Files.createDirectory(data);
        Files.setPosixFilePermissions(data, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(run(
                        "--allow-insecure-config",
                        "--config=" + directory.resolve("c.ini"),
                        "--output=" + directory,
                        "--data-dir=" + data))
                .isEqualTo(2);
        assertThat(complained()).contains("--data-dir", "is open to others");
        try (var files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("data", "root", "c.ini");
        }
    }

    @Test
    void copiesAnArchiveWithTheSamePseudonyms() throws Exception {
        String motd = motd(gather());
        Path text = Files.writeString(directory.resolve("text"), "from 10.1.2.3/24 to alice@corp.example\n");
        assertThat(run(
                        "redact",
                        "--allow-insecure-config",
                        "--config=" + directory.resolve("c.ini"),
                        "--data-dir=" + data,
                        text.toString(),
                        directory.resolve("copy").toString()))
                .isZero();
        assertThat(List.of(motd.split("[ (),]+", -1)))
                .contains(Files.readString(directory.resolve("copy")).strip().split(" ", -1)[1])
                .contains(Files.readString(directory.resolve("copy")).strip().split(" ", -1)[3]);
    }
}
