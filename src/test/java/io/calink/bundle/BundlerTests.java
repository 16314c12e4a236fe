package io.calink.bundle;

import static io.calink.bundle.SmallHost.command;
import static io.calink.bundle.SmallHost.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.calink.Snapshot;
import io.calink.files.FileSelection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundlerTests {
    @TempDir
    Path directory;

    private SmallHost host;

    @BeforeEach
    void machine() throws IOException {
        host = new SmallHost(directory);
    }

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void packsWhatWasAskedForUnderOneDirectory() throws Exception {
        Plan plan = plan(Limits.DEFAULT, Output.DEFAULT, command("two words", "echo hi; exit 3"));

        Snapshot snapshot = host.calink.gather(plan, "ticket 1", host.out, Progress.NONE, new Stop());

        Contents archive = Contents.of(snapshot.archive());
        String top = "CaLink-web1-1414531750";
        assertThat(snapshot.archive()).hasFileName(top + ".tar.gz");
        assertThat(archive.names())
                .containsExactly(
                        top + "/",
                        top + "/files/var/log/",
                        top + "/files/var/log/app.log",
                        top + "/commands/two words.txt",
                        top + "/" + top + "-commands.log",
                        top + "/" + top + ".json",
                        top + "/redaction.json",
                        top + "/manifest.json");
        assertThat(archive.text("files/var/log/app.log")).isEqualTo("one\ntwo\n");
        assertThat(archive.text(top + "-commands.log")).isEqualTo("\ntwo words: echo hi; exit 3:\nhi\n");
        assertThat(snapshot.commands()).hasContent("\ntwo words: echo hi; exit 3:\nhi\n");
        assertThat(snapshot.json()).hasContent(archive.text(top + ".json"));
        assertThat(Json.mapper().readTree(archive.text(top + ".json")).toString())
                .isEqualTo("{\"system\":{\"host\":\"web1\",\"answer\":{\"number\":42},\"smem\":null},"
                        + "\"timestamp\":\"22:29:10 28-10-2014\"}");
        assertThat(Verification.of(snapshot.archive()).findings()).isEmpty();
    }

    @Test
    void tellsInTheManifestWhatBecameOfEverything() throws Exception {
        Plan plan = plan(
                Limits.DEFAULT,
                Output.DEFAULT,
                command("fine", "exit 3"),
                command("missing", "no-such-program-at-all --version"),
                command("killed", "kill -9 $$"));

        Snapshot snapshot = host.calink.gather(plan, "ticket 1", host.out, Progress.NONE, new Stop());

        Manifest manifest = Contents.of(snapshot.archive()).manifest();
        assertThat(manifest.host()).isEqualTo("web1");
        assertThat(manifest.note()).isEqualTo("ticket 1");
        assertThat(manifest.configSha256()).isEqualTo("c0ffee");
        assertThat(manifest.redaction()).isEqualTo(new RedactionSummary(true, 0, Map.of()));
        assertThat(manifest.items())
                .extracting(item -> item.kind().label() + " " + item.name() + " "
                        + item.status().label() + " " + item.exitCode())
                .containsExactly(
                        "file /var/log ok null",
                        "file /var/log/app.log ok null",
                        "command fine ok 3",
                        "command missing absent null",
                        "command killed failed 137",
                        "info host ok null",
                        "info answer ok null",
                        "info smem absent null");
        assertThat(manifest.problems()).extracting(Item::name).containsExactly("killed", "smem");
        assertThat(snapshot.outcome().counts())
                .containsEntry(Status.OK, 5L)
                .containsEntry(Status.ABSENT, 2L)
                .containsEntry(Status.FAILED, 1L);
        assertThat(snapshot.outcome().cut()).isNull();
        assertThat(snapshot.outcome().sha256()).isEqualTo(Contents.sha256(Files.readAllBytes(snapshot.archive())));
    }

    @Test
    void tellsNoSizeAndNoModeOfWhatItCouldNotLookAt() throws Exception {
        Files.createSymbolicLink(host.root.resolve("var/log/one"), Path.of("two"));
        Files.createSymbolicLink(host.root.resolve("var/log/two"), Path.of("one"));
        List<String> added = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void item(Item.Kind kind, String name) {
                added.add(name);
            }
        };
        Plan plan = new Plan(
                Map.of(),
                List.of(FileSelection.parse("var_log_files", "one,app.log")),
                List.of(),
                Output.DEFAULT,
                Limits.DEFAULT,
                "c0ffee");

        Snapshot snapshot = host.calink.gather(plan, null, host.out, progress, new Stop());

        assertThat(Contents.of(snapshot.archive()).manifest().problems())
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.name()).isEqualTo("/var/log/one");
                    assertThat(item.originalSize()).isNull();
                    assertThat(item.mode()).isNull();
                });
        assertThat(added).containsExactly(host.root + "/var/log/app.log");
    }

    @Test
    void packsTheRootItself() throws Exception {
        Plan plan = new Plan(
                Map.of(),
                List.of(FileSelection.parse("_dirs", "/,!proc")),
                List.of(),
                Output.DEFAULT,
                Limits.DEFAULT,
                "c0ffee");

        Snapshot snapshot = host.calink.gather(plan, host.out);

        assertThat(Contents.of(snapshot.archive()).names())
                .anyMatch(name -> name.endsWith("/files/"))
                .anyMatch(name -> name.endsWith("/files/var/log/app.log"));
        assertThat(Verification.of(snapshot.archive()).findings()).isEmpty();
    }

    @Test
    void givesEachCommandAnEntryOfItsOwn() throws Exception {
        Plan plan = plan(
                Limits.DEFAULT,
                Output.DEFAULT,
                command("a/b", "echo 1"),
                command("A_B", "echo 2"),
                command("..", "echo 3"));

        Contents archive = Contents.of(host.calink.gather(plan, host.out).archive());

        assertThat(archive.text("commands/a_b.txt")).isEqualTo("1\n");
        assertThat(archive.text("commands/A_B_2.txt")).isEqualTo("2\n");
        assertThat(archive.text("commands/_.txt")).isEqualTo("3\n");
    }

    @Test
    void neverOverwritesAnArchiveNorFollowsALink() throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "untouched");
        Files.createSymbolicLink(host.out.resolve("CaLink-web1-1414531750.tar.gz"), secret);
        Files.createSymbolicLink(host.out.resolve("CaLink-web1-1414531750-2.json"), directory.resolve("nowhere"));

        Snapshot snapshot = host.calink.gather(plan(Limits.DEFAULT, Output.DEFAULT), host.out);

        assertThat(snapshot.archive()).hasFileName("CaLink-web1-1414531750-3.tar.gz");
        assertThat(snapshot.json()).hasFileName("CaLink-web1-1414531750-3.json");
        assertThat(Contents.of(snapshot.archive()).names()).contains("CaLink-web1-1414531750-3/manifest.json");
        assertThat(secret).hasContent("untouched");
    }

    @Test
    void replacesTheDocumentThatTheConfigurationNamesButNoLink() throws Exception {
        Output output = new Output(null, "facts", "log", Output.DEFAULT.format());
        Files.writeString(host.out.resolve("facts.json"), "old");
        Path secret = Files.writeString(directory.resolve("secret"), "untouched");
        Files.createSymbolicLink(host.out.resolve("log-commands.log"), secret);

        Snapshot snapshot = host.calink.gather(plan(Limits.DEFAULT, output, command("c", "echo 1")), host.out);

        assertThat(snapshot.json()).hasFileName("facts.json");
        assertThat(Files.readString(Objects.requireNonNull(snapshot.json()))).contains("\"timestamp\"");
        assertThat(snapshot.commands()).hasFileName("log-2-commands.log").hasContent("\nc: echo 1:\n1\n");
        assertThat(secret).hasContent("untouched");
    }

    @Test
    void neverCollectsWhatItIsWriting() throws Exception {
        Path log = host.root.resolve("var/log");

        for (int i = 0; i < 3; i++) {
            Snapshot snapshot = host.calink.gather(plan(Limits.DEFAULT, Output.DEFAULT), log);
            assertThat(Contents.of(snapshot.archive()).names()).noneMatch(name -> name.contains(".part"));
        }
    }
}
