package io.calink.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.calink.bundle.Item;
import io.calink.bundle.Item.Kind;
import io.calink.bundle.Progress.Step;
import io.calink.bundle.Status;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeedLogTests {
    private static final String START = "2014-10-28 22:29:10,636 [MainThread  ] [INFO ]";
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2014-10-28T21:29:10.636Z"), ZoneId.of("Europe/Paris"));

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Screen screen = new Screen(new PrintStream(bytes, false, StandardCharsets.UTF_8), null);
    private final SeedLog log = new SeedLog(screen, CLOCK, false, List.of());

    @Test
    void stepsAreIndentedByThreeSpaces() {
        log.step(Step.INFORMATIONS, "");
        log.step(Step.JSON_FILE, "CaLink-JSON.json");
        log.step(Step.COMMANDS_FILE, "CaLink-commands-log-commands.log");
        log.step(Step.FILEPATHS, "");
        log.step(Step.ARCHIVE_FILE, "CaLink-web1-1414531750.tar.gz");
        assertThat(lines())
                .containsExactly(
                        START + "   + Retrieving informations..",
                        START + "   + Creating json file CaLink-JSON.json",
                        START + "   + Creating commands file CaLink-commands-log-commands.log",
                        START + "   + Getting filepaths",
                        START + "   + Creating archive file CaLink-web1-1414531750.tar.gz");
    }

    @Test
    void informationsHaveTheirWords() {
        Map<String, String> words = Map.ofEntries(
                Map.entry("host", "host"),
                Map.entry("os", "OS"),
                Map.entry("version", "version"),
                Map.entry("iostat", "I/O stat"),
                Map.entry("smem", "swap memory"),
                Map.entry("vmem", "virtual memory"),
                Map.entry("ps", "process"),
                Map.entry("cpu", "CPU"),
                Map.entry("disk", "disk"),
                Map.entry("loadavg", "load average"),
                Map.entry("uptime", "uptime"),
                Map.entry("raid", "raid"));
        words.keySet().forEach(name -> log.item(Kind.INFO, name));
        assertThat(lines())
                .containsExactlyElementsOf(words.values().stream()
                        .map(word -> START + "          + Getting " + word + " informations")
                        .toList());
    }

    @Test
    void filesAndCommandsAreNamedAndWhatIsMissingToo() {
        log.item(Kind.COMMAND, "ls -lha ./");
        log.notFound(true, "/usr/etc/bar");
        log.notFound(false, "/usr/etc/foo.log");
        log.item(Kind.FILE, "/usr/var/log/engines/cleaner.log");
        assertThat(lines())
                .containsExactly(
                        START + "          + Executing command ls -lha ./",
                        START + "          - get_files: Directory /usr/etc/bar/ not found",
                        START + "          - get_files: File /usr/etc/foo.log not found",
                        START + "          + Adding file /usr/var/log/engines/cleaner.log to the archive");
    }

    @Test
    void aNameCannotForgeALine() {
        log.item(Kind.FILE, "/tmp/a\n" + START + "\u001b[2J");
        assertThat(lines())
                .containsExactly(START + "          + Adding file /tmp/a\\n" + START + "\\x1b[2J to the archive");
    }

    @Test
    void aQuietLogSaysOnlyWhatIsWrong() {
        SeedLog quiet = new SeedLog(screen, CLOCK, true, List.of());
        quiet.step(Step.INFORMATIONS, "");
        quiet.item(Kind.INFO, "host");
        quiet.notFound(false, "/etc/foo.log");
        quiet.warn("3 items were denied");
        assertThat(lines()).containsExactly("2014-10-28 22:29:10,636 [MainThread  ] [WARN ]   ! 3 items were denied");
    }

    @Test
    void theChangingLineShowsForWhatItWaits() {
        try (Screen terminal = new Screen(new PrintStream(bytes, false, StandardCharsets.UTF_8), () -> 80)) {
            SeedLog watched = new SeedLog(terminal, CLOCK, false, List.of("ls", "sleep 60"));
            watched.item(Kind.FILE, "/etc/hosts");
            watched.done(item(Kind.FILE));
            watched.done(item(Kind.COMMAND));
            watched.count(2, 3, 1024, 1024, 512);
            await().until(() -> bytes.toString(StandardCharsets.UTF_8)
                    .endsWith("2 of 3, 1.0 KiB read, 512 B packed: Executing command sleep 60"));
        }
    }

    private static Item item(Kind kind) {
        return new Item(kind, "", null, Status.OK, null, null, null, null, null, null, null);
    }

    private List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
