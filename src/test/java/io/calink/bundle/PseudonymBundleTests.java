package io.calink.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.CaLink;
import io.calink.Snapshot;
import io.calink.archive.ArchiveReader;
import io.calink.archive.Entry;
import io.calink.archive.Format;
import io.calink.files.FileSelection;
import io.calink.redaction.Pseudonyms;
import io.calink.redaction.Rules;
import io.calink.redaction.Settings;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Archives without the names of machines and persons. */
class PseudonymBundleTests {
    private static final List<String> ORIGINALS = List.of(
            "web1",
            "jdoerr",
            "Jane Doerr",
            "10.11.12.13",
            "2001:db8:7",
            "00:1b:21:3c:9d:f8",
            "corp.example",
            "10.11.12.0");
    private static final String LINE = "jdoerr (Jane Doerr) from 10.11.12.13 and 2001:db8:7::9 via 00:1b:21:3c:9d:f8 on"
            + " web1.corp.example, mail to jdoerr@corp.example, net 10.11.12.0/24, tool version 1.2.3.4, lo 127.0.0.1\n";

    @TempDir
    Path directory;

    private SmallHost host;

    @BeforeEach
    void machine() throws IOException {
        host = new SmallHost(directory);
        host.write("etc/passwd", """
                root:x:0:0:root:/root:/bin/bash
                daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
                postgres:x:110:110:Postgres:/var/lib/postgresql:/bin/bash
                jdoerr:x:1000:1000:Jane Doerr,,,:/home/jdoerr:/bin/bash
                """);
        host.write("etc/hosts", "127.0.0.1 localhost\n127.0.1.1 web1.corp.example web1\n");
        host.write("var/log/app.log", LINE.repeat(3000));
        host.write("var/log/plain.log", "nobody's line\n".repeat(40_000));
        host.write("var/log/home/jdoerr@web1/10.11.12.13.log", LINE);
        host.write("var/log/password=Vu7-kelp#92Tarn jdoerr.log", "root daemon postgres\n");
        Files.createSymbolicLink(host.root.resolve("var/log/link"), Path.of("/home/jdoerr/x"));
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(host.root.resolve("var/log/old.log.gz")))) {
            out.write(LINE.getBytes(StandardCharsets.UTF_8));
        }
        Files.write(host.root.resolve("var/log/wide.txt"), LINE.getBytes(StandardCharsets.UTF_16LE));
        Files.write(host.root.resolve("var/log/wtmp"), new byte[384]);
    }

    @AfterEach
    void close() {
        host.close();
    }

    private static Plan plan(Set<Settings.Pseudonym> kinds, Output output) {
        Settings settings = new Settings(true, Map.of(), List.of(), List.of(), Settings.OnLeak.FAIL, kinds);
        return new Plan(
                Map.of("system", List.of("host", "told")),
                List.of(FileSelection.parse("_dirs", "/var/log"), FileSelection.parse("etc_files", "passwd,hosts")),
                List.of(SmallHost.command("of jdoerr", "echo '" + LINE.strip() + "' # 10.11.12.13")),
                output,
                Limits.DEFAULT,
                "c0ffee",
                new Redaction(Rules.of(settings), ""));
    }

    private CaLink calink(Pseudonyms pseudonyms) {
        return CaLink.at(new Workplace(
                                host.root,
                                directory,
                                System.getenv(),
                                directory,
                                Clock.offset(Clock.systemUTC(), Duration.ofHours(1)),
                                2)
                        .pseudonyms(() -> pseudonyms))
                .with("told", "What a library tells", () -> Map.of("jdoerr", List.of(LINE, 7)));
    }

    private static Pseudonyms key(int number) {
        byte[] key = new byte[Pseudonyms.KEY];
        key[0] = (byte) number;
        return new Pseudonyms(key, true, Pseudonyms.Book.NONE);
    }

    private Snapshot gather(Pseudonyms pseudonyms, Plan plan, @Nullable Path earlier) throws Exception {
        try (CaLink calink = calink(pseudonyms)) {
            return calink.gather(plan, "for Jane Doerr", host.out, earlier, Progress.NONE, new Stop());
        }
    }

    /** Everything in an archive that anybody can read, with the names and the owners of its entries. */
    private static String everything(Path archive) throws IOException {
        StringBuilder all = new StringBuilder(archive.getFileName() + "\n");
        try (ArchiveReader reader = ArchiveReader.of(archive)) {
            for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
                all.append(entry.name() + " " + entry.owner() + " " + entry.group() + " " + entry.linkTarget() + "\n");
                InputStream content = new BufferedInputStream(reader.content());
                byte[] bytes = entry.name().endsWith(".gz")
                        ? new GZIPInputStream(content).readAllBytes()
                        : content.readAllBytes();
                boolean wide = entry.name().endsWith("wide.txt");
                all.append(new String(bytes, wide ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8));
            }
        }
        return all.toString();
    }

    @Test
    void haveNoOriginalAnywhere() throws Exception {
        Output output = new Output("report-web1-$TIMESTAMP", null, null, Format.TAR_GZ);

        Snapshot snapshot = gather(key(1), plan(EnumSet.allOf(Settings.Pseudonym.class), output), null);

        String all = everything(snapshot.archive())
                + Files.readString(snapshot.json())
                + Files.readString(snapshot.commands())
                + Objects.requireNonNull(snapshot.json()).getFileName()
                + snapshot.outcome();
        assertThat(all).doesNotContain(ORIGINALS);
        assertThat(all).contains("version 1.2.3.4", "lo 127.0.0.1", "root daemon postgres");
        assertThat(snapshot.archive().getFileName().toString()).matches("report-host-[0-9a-f]{10}-[0-9]+\\.tar\\.gz");
        assertThat(Verification.of(snapshot.archive()).findings()).isEmpty();
        Contents archive = Contents.of(snapshot.archive());
        JsonNode json = Json.mapper().readTree(Files.readString(snapshot.json()));
        assertThat(json.at("/system/host").asString())
                .isEqualTo(archive.manifest().host());
        assertThat(archive.manifest().host()).matches("host-[0-9a-f]{10}");
        RedactionSummary.@Nullable Replaced replaced =
                archive.manifest().redaction().pseudonyms();
        assertThat(Objects.requireNonNull(replaced).kinds()).containsExactly("ip", "mac", "host", "user", "email");
        assertThat(replaced.lasting()).isTrue();
        assertThat(archive.manifest().redaction().byRule())
                .containsKeys("pseudonym-ip", "pseudonym-mac", "pseudonym-host", "pseudonym-user", "pseudonym-email");
        JsonNode report = Json.mapper().readTree(archive.text(Removals.NAME));
        assertThat(report.at("/by_rule/pseudonym-user").asInt()).isPositive();
        assertThat(report.at("/never_taken/0/name").asString()).isEqualTo("/var/log/wtmp");
    }

    @Test
    void keepWhatNobodyWantsReplaced() throws Exception {
        Snapshot snapshot = gather(key(1), plan(EnumSet.of(Settings.Pseudonym.MAC), Output.DEFAULT), null);

        assertThat(everything(snapshot.archive()))
                .contains("jdoerr (Jane Doerr) from 10.11.12.13 and 2001:db8:7::9 via ca:1a:", "jdoerr@corp.example")
                .doesNotContain("00:1b:21:3c:9d:f8");
        assertThat(snapshot.archive().getFileName().toString()).startsWith("CaLink-web1-");
    }

    @Test
    void takeNothingFromOneThatWasMadeWithoutOrUnderAnotherKey() throws Exception {
        Set<Settings.Pseudonym> all = EnumSet.allOf(Settings.Pseudonym.class);
        Path none = host.out.resolve("none.tar.gz");
        Path without = gather(key(1), plan(Set.of(), Output.DEFAULT), none).archive();
        Path one = gather(key(1), plan(all, Output.DEFAULT), without).archive();
        Path same = gather(key(1), plan(all, Output.DEFAULT), one).archive();
        Path other = gather(key(2), plan(all, Output.DEFAULT), one).archive();

        assertThat(everything(without)).contains(ORIGINALS);
        assertThat(everything(one)).doesNotContain(ORIGINALS);
        assertThat(Contents.of(same).manifest().totals().get("reused_files")).isPositive();
        assertThat(Contents.of(one).manifest().totals().get("reused_files")).isZero();
        assertThat(Contents.of(other).manifest().totals().get("reused_files")).isZero();
        assertThat(Contents.of(same).text("files/var/log/app.log"))
                .isEqualTo(Contents.of(one).text("files/var/log/app.log"));
        assertThat(Contents.of(other).text("files/var/log/app.log"))
                .isNotEqualTo(Contents.of(one).text("files/var/log/app.log"));
    }
}
