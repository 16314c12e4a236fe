package io.calink.bundle;

import static io.calink.bundle.SmallHost.command;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.calink.Snapshot;
import io.calink.commands.Command;
import io.calink.files.FileSelection;
import io.calink.redaction.Counts;
import io.calink.redaction.Harvest;
import io.calink.redaction.LeakException;
import io.calink.redaction.Rules;
import io.calink.redaction.Settings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class RedactionTests {
    private static final String SECRET = "Vu7-kelp#92Tarn";
    private static final String OTHER = "q8Zw_Lumen-41xK";

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
    void takesEverySecretOutOfEverythingThatIsWritten() throws Exception {
        host.write("etc/app.conf", "db_password = " + SECRET + "\n");
        host.write("var/log/app.log", "login with " + SECRET + " as usual\nfine\n");
        host.write("var/log/token=" + OTHER + ".log", "nothing\n");
        Files.createSymbolicLink(host.root.resolve("var/log/link"), Path.of("password=" + OTHER));
        Plan plan = plan(
                Settings.standard(),
                command("say", "echo it is " + SECRET + "; echo '{\"api_key\":\"" + OTHER + "\"}'"),
                command("failing", "no-such-program --password=" + OTHER));

        Snapshot snapshot = host.calink.gather(plan, "password=" + OTHER, host.out, Progress.NONE, new Stop());

        Contents archive = Contents.of(snapshot.archive());
        assertThat(archive.all()).allSatisfy((name, text) -> {
            assertThat(name).doesNotContain(SECRET).doesNotContain(OTHER);
            assertThat(text).doesNotContain(SECRET).doesNotContain(OTHER);
        });
        assertThat(Files.readString(snapshot.json())).doesNotContain(SECRET);
        assertThat(snapshot.commands()).content().doesNotContain(SECRET).doesNotContain(OTHER);
        assertThat(archive.text("files/var/log/app.log"))
                .startsWith("login with [REDACTED:")
                .endsWith("\nfine\n");
        assertThat(Verification.of(snapshot.archive()).findings()).isEmpty();
        assertThat(archive.manifest().redaction().enabled()).isTrue();
        assertThat(archive.manifest().redaction().removed()).isGreaterThan(5);
    }

    @Test
    void saysByRuleAndEntryWhatItRemoved() throws Exception {
        host.write("var/log/app.log", "password=" + SECRET + "\npassword=" + OTHER + "\n");
        host.write("etc/shadow", "root:x:1\n");
        Files.write(host.root.resolve("var/log/wtmp"), new byte[384]);

        Contents archive = gather(plan(Settings.standard()));

        JsonNode report = Json.mapper().readTree(archive.text(Removals.NAME));
        assertThat(report.at("/entries/0/entry").asString()).isEqualTo("files/var/log/app.log");
        assertThat(report.at("/entries/0/removed").values())
                .singleElement()
                .satisfies(count -> assertThat(count.asInt()).isEqualTo(2));
        assertThat(report.at("/not_redacted/0/entry").asString()).isEqualTo("files/var/log/wtmp");
        assertThat(report.at("/never_taken/0/name").asString()).isEqualTo("/etc/shadow");
        assertThat(report.at("/removed").asInt()).isEqualTo(2);
        assertThat(item(archive, "/etc/shadow").status()).isEqualTo(Status.SKIPPED);
        assertThat(item(archive, "/etc/shadow").detail())
                .contains("the rule shadow")
                .contains("allow");
    }

    @Test
    void takesWhatIsAllowedAndStillRemovesItsSecrets() throws Exception {
        host.write("etc/shadow", "password = " + SECRET + "\n");
        host.write("var/log/core", "\177ELF\2\1\1\0");
        Settings allowing = new Settings(
                true, Map.of(), List.of("/etc/shadow", "/var/log/core"), List.of(), Settings.OnLeak.REDACT, Set.of());

        Contents archive = gather(plan(allowing));

        assertThat(archive.text("files/etc/shadow")).contains("[REDACTED:").doesNotContain(SECRET);
        assertThat(archive.text("files/var/log/core")).startsWith("\177ELF");
    }

    @Test
    void leavesOutWhatItCannotLookInto() throws Exception {
        host.write("var/log/core", "\177ELF\2\1\1\0");
        Files.write(host.root.resolve("var/log/broken.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 1, 2, 3});
        Files.write(host.root.resolve("var/log/more.tar.gz"), gzip("\177ELF password=" + SECRET));

        Contents archive = gather(plan(Settings.standard()));

        assertThat(List.of("core", "broken.gz", "more.tar.gz"))
                .allSatisfy(name ->
                        assertThat(item(archive, "/var/log/" + name).status()).isEqualTo(Status.SKIPPED));
        assertThat(archive.names()).noneMatch(name -> name.contains("core") || name.endsWith(".gz"));
    }

    @Test
    void removesFromATailWhatTheCutGoesThrough() throws Exception {
        StringBuilder key = new StringBuilder("-----BEGIN RSA PRIVATE KEY-----\n");
        Random random = new Random(1);
        for (int i = 0; i < 60; i++) {
            byte[] line = new byte[48];
            random.nextBytes(line);
            key.append(java.util.Base64.getEncoder().encodeToString(line)).append('\n');
        }
        key.append("-----END RSA PRIVATE KEY-----\n");
        String after = "all is well\n".repeat(50);
        host.write("var/log/app.log", "begin\n".repeat(100) + key + after);
        Limits small = new Limits(
                after.length() + key.length() / 2,
                Map.of(),
                Limits.DEFAULT.infoTime(),
                Map.of(),
                Limits.DEFAULT.bundleTime(),
                0,
                0,
                64,
                null);

        Contents archive = gather(plan(Settings.standard()).limits(small));

        String tail = archive.text("files/var/log/app.log");
        assertThat(tail).endsWith(after);
        assertThat(key.toString().lines().filter(line -> !line.startsWith("-"))).noneMatch(tail::contains);
        assertThat(item(archive, "/var/log/app.log").status()).isEqualTo(Status.TRUNCATED);
    }

    @Test
    void lookedAtTwiceALeakIsRemovedOrEndsTheBundle() throws Exception {
        Harvest harvest = new Harvest(Rules.of(Settings.standard()));
        Settings failing = new Settings(true, Map.of(), List.of(), List.of(), Settings.OnLeak.FAIL, Set.of());
        harvest.add(Map.of("DB_PASSWORD", SECRET));
        Sieve sieve = new Sieve(new Redaction(Rules.of(failing), ""), harvest, null, directory);
        Sieve forgiving = new Sieve(Redaction.standard(), harvest, null, directory);
        byte[] leak = ("so it was " + SECRET + " then").getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> sieve.watched(new ByteArrayInputStream(leak), new Counts()))
                .isInstanceOf(LeakException.class)
                .hasMessageNotContaining(SECRET);
        try (Spool clean = forgiving.watched(new ByteArrayInputStream(leak), new Counts())) {
            assertThat(new String(clean.read().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("so it was [REDACTED:")
                    .doesNotContain(SECRET);
        }
    }

    @Test
    void removesTheSecretsOfTheConfigurationAndTheEnvironmentFromWhatIsSaid() throws Exception {
        Redaction redaction =
                new Redaction(Rules.of(Settings.standard()), "[commands]\na=x --password=" + SECRET + "\n");
        Discretion discretion = new Discretion(redaction, Map.of("API_TOKEN", OTHER));

        String answer = new String(
                discretion.json(Json.mapper().writeValueAsBytes(Map.of("detail", "with " + SECRET + " and " + OTHER))),
                StandardCharsets.UTF_8);

        assertThat(answer).doesNotContain(SECRET).doesNotContain(OTHER);
        assertThat(Json.mapper().readTree(answer).get("detail").asString()).startsWith("with [REDACTED:");
        assertThat(discretion.text("it said " + OTHER)).isEqualTo("it said [REDACTED:known]");
    }

    @Test
    void keepsOfATailNoMoreThanItsLimit() throws Exception {
        host.write("var/log/app.log", "what was before, password=" + SECRET + "\n" + "all is well\n".repeat(10));
        Limits small = new Limits(
                120, Map.of(), Limits.DEFAULT.infoTime(), Map.of(), Limits.DEFAULT.bundleTime(), 0, 0, 64, null);

        Contents archive = gather(plan(Settings.standard()).limits(small));

        assertThat(archive.text("files/var/log/app.log")).isEqualTo("all is well\n".repeat(10));
    }

    @Test
    void leavesEverythingAsItIsWhenItIsOffAndSaysSo() throws Exception {
        host.write("var/log/app.log", "password=" + SECRET + "\n");
        host.write("etc/shadow", "root:x:1\n");
        Settings off = new Settings(false, Map.of(), List.of(), List.of(), Settings.OnLeak.REDACT, Set.of());

        Contents archive = gather(plan(off, command("say", "echo password=" + SECRET)));

        assertThat(archive.text("files/var/log/app.log")).isEqualTo("password=" + SECRET + "\n");
        assertThat(archive.text("commands/say.txt")).contains(SECRET);
        assertThat(archive.text("files/etc/shadow")).isEqualTo("root:x:1\n");
        assertThat(archive.manifest().redaction().enabled()).isFalse();
        assertThat(archive.text(Manifest.NAME)).contains("\"redaction\":{\"enabled\":false,");
        assertThat(archive.names()).noneMatch(name -> name.endsWith("redaction.json"));
    }

    @Test
    void putsLargeTextsAsideAndPacksThemWhole() throws Exception {
        StringBuilder large = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            large.append("line ")
                    .append(i)
                    .append(" of what happened, password=")
                    .append(SECRET)
                    .append('\n');
        }
        host.write("var/log/app.log", large.toString());

        Contents archive = gather(plan(Settings.standard()));

        String text = archive.text("files/var/log/app.log");
        assertThat(text.lines()).hasSize(100_000);
        assertThat(text).doesNotContain(SECRET);
        try (var left = Files.list(directory)) {
            assertThat(left).noneMatch(file -> file.getFileName().toString().endsWith(".tmp"));
        }
    }

    private Contents gather(Plan plan) throws IOException, InterruptedException {
        return Contents.of(host.calink.gather(plan, host.out).archive());
    }

    private static Item item(Contents archive, String name) throws IOException {
        return archive.manifest().items().stream()
                .filter(item -> item.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no item " + name));
    }

    static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    static Plan plan(Settings settings, Command... commands) {
        return new Plan(
                Map.of("system", List.of("host", "answer")),
                List.of(FileSelection.parse("var_log_dirs", "."), FileSelection.parse("etc_dirs", ".")),
                List.of(commands),
                Output.DEFAULT,
                Limits.DEFAULT,
                "c0ffee",
                new Redaction(Rules.of(settings), ""));
    }
}
