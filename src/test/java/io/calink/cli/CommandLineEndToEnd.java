package io.calink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.bundle.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The packaged program on every Java that is here, started as a user would. */
@ParameterizedClass
@MethodSource("javas")
class CommandLineEndToEnd {
    private static final String LINE =
            "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3} \\[MainThread  ] \\[INFO ]   .*";
    private static final int BEFORE_BULLET = "2014-10-28 22:29:10,636 [MainThread  ] [INFO ]".length();

    private final Path java;

    @TempDir
    Path temporary;

    private Path directory;
    private Path root;
    private Program program;

    CommandLineEndToEnd(Path java) {
        this.java = java;
    }

    static List<Path> javas() throws IOException {
        return JavaHomes.all();
    }

    @BeforeEach
    void makeTheMachine() throws IOException {
        directory = Files.createDirectory(temporary.resolve("work"));
        root = SeedHost.below(temporary);
        program = Program.on(java, directory);
    }

    @Test
    void logsEachThingThatWasAskedForAndNoOther() throws Exception {
        SeedHost.configuration(directory);
        Program.Run run = program.run("--root", root.toString());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.errLines()).allMatch(line -> line.matches(LINE));
        String archive = Path.of(run.out().strip()).getFileName().toString();
        assertThat(archive).matches("CaLink-workstation-zdibe-\\d+\\.tar\\.gz");
        assertThat(run.errLines().stream().map(line -> line.substring(BEFORE_BULLET)))
                .containsExactlyInAnyOrder(
                        "   + Retrieving informations..",
                        "          + Getting host informations",
                        "          + Getting OS informations",
                        "          + Getting version informations",
                        "          + Getting load average informations",
                        "   + Creating json file CaLink-JSON.json",
                        "   + Creating commands file CaLink-commands-log-commands.log",
                        "          + Executing command ls -lha ./",
                        "   + Getting filepaths",
                        "          - get_files: Directory " + root + "/etc/bar/ not found",
                        "          - get_files: File " + root + "/etc/foo.log not found",
                        "   + Creating archive file " + archive,
                        "          + Adding file " + root + "/var/log/engines/cleaner.log to the archive",
                        "          + Adding file " + root + "/var/log/engines/filter.log to the archive",
                        "          + Adding file " + root + "/var/log/calink.log to the archive",
                        "          + Adding file " + root + "/var/log/foo.log to the archive");
    }

    @Test
    void leavesTheArchiveAndWhatStandsBesideItAndVerifiesIt() throws Exception {
        SeedHost.configuration(directory);
        Program.Run run = program.run("--root", root.toString(), "--quiet", "--note", "ticket 4711");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines()).hasSize(1);
        Path archive = Path.of(run.out().strip());
        assertThat(archive).isAbsolute().isRegularFile();
        assertThat(names(directory))
                .containsExactlyInAnyOrder(
                        "calink-config.ini",
                        archive.getFileName().toString(),
                        "CaLink-JSON.json",
                        "CaLink-commands-log-commands.log");
        Program.Run verify = program.run("verify", archive.toString());
        assertThat(verify.status()).as(verify.out() + verify.err()).isZero();
        JsonNode json = Json.mapper().readTree(Files.readString(directory.resolve("CaLink-JSON.json")));
        assertThat(json.at("/system/host").asString()).isEqualTo("workstation-zdibe");
        assertThat(json.at("/resources/loadavg/last_pid").asInt()).isEqualTo(8912);
    }

    @Test
    void namesWhatIsWrongWithAnArchive() throws Exception {
        SeedHost.configuration(directory);
        Path archive =
                Path.of(program.run("--root", root.toString(), "--quiet").out().strip());
        byte[] bytes = Files.readAllBytes(archive);
        Path broken = directory.resolve("broken.tar.gz");
        Files.write(broken, Arrays.copyOf(bytes, bytes.length - 200));
        Program.Run run = program.run("verify", broken.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out() + run.err()).isNotBlank().doesNotContain("Exception");
        assertPlain(program.run("verify", directory.resolve("none.tar.gz").toString()), 1, "There is no");
    }

    @Test
    void takesOnlyWhatIsPickedByKey() throws Exception {
        SeedHost.configuration(directory);
        Program.Run run = program.run(
                "--root", root.toString(), "--info", "resources", "--files=", "--commands=", "--output", "..");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err())
                .contains("Getting load average informations")
                .doesNotContain("host informations", "Adding", "Executing");
        assertThat(Path.of(run.out().strip()).getParent()).isEqualTo(temporary.toRealPath());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--colour | Unknown option: '--colour'",
                "gather | Unmatched argument",
                "--info nothing | There is no key \"nothing\" in [info]. The known ones are: system, resources.",
                "--since yesterday | --since: ",
                "--format rar | --format: \"rar\" is not a format that CaLink writes; there is tar.gz, tar.zst, zip",
                "--format rar | --format: \"rar\" is not a format that CaLink writes",
                "--config none.ini | none.ini: there is no such file",
                "--root /nonexistent | --root: there is no directory /nonexistent",
                "info nothing | There is no information \"nothing\". The known ones are: ",
                "list --note x | \"calink list\" takes no --note"
            })
    void aMistakeExitsWithTwoAndAPlainMessage(String arguments, String message) throws Exception {
        SeedHost.configuration(directory);
        String[] words = arguments.replace("list --note x", "--note x list").split(" ", -1);
        assertPlain(program.run(words), 2, message);
        assertThat(names(directory)).containsExactly("calink-config.ini");
    }

    @Test
    void aConfigurationWithAMistakeIsRefused() throws Exception {
        SeedHost.configuration(directory, "[info]\nsystem=hots\n");
        assertPlain(program.run(), 2, "calink-config.ini:2");
        Path link = Files.createSymbolicLink(directory.resolve("link.ini"), Path.of("calink-config.ini"));
        assertPlain(program.run("--config", link.toString()), 2, "link.ini");
    }

    @Test
    void aDirectoryThatIsNotThereIsAPlainFailure() throws Exception {
        SeedHost.configuration(directory);
        assertPlain(program.run("--output", "none"), 1, "There is no directory");
    }

    @Test
    void resultsThatNobodyTakesAreAFailure() throws Exception {
        List<String> words = program.words("list");
        Program full = program.after("sh", "-c", "exec \"$@\" >/dev/full", "sh");
        assertThat(words).isNotEmpty();
        assertPlain(full.run("list"), 1, "Standard output could not be written");
    }

    @Test
    void printsInformationsAsJson() throws Exception {
        Program.Run run = program.run("info", "--root", root.toString(), "loadavg", "host");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .isEqualTo("{\"loadavg\":{\"average\":{\"1\":0.3,\"5\":0.46,\"15\":0.49},"
                        + "\"entities\":{\"current\":1,\"total\":390},\"last_pid\":8912},"
                        + "\"host\":\"workstation-zdibe\"}" + System.lineSeparator());
    }

    @Test
    void everyInformationOfThisMachineIsPrintedOrHasAReason() throws Exception {
        Program.Run run = program.run("info");
        assertThat(run.status()).as(run.err()).isZero();
        JsonNode all = Json.mapper().readTree(run.out());
        assertThat(all.propertyNames())
                .contains("uptime", "loadavg", "disk", "ps", "cpu", "vmem", "smem", "iostat", "host", "os", "version");
        long missing = all.valueStream().filter(JsonNode::isNull).count();
        assertThat(run.errLines()).hasSize((int) missing).allMatch(line -> line.startsWith("calink: "));
    }

    @Test
    void theHelpAndTheListNameEverything() throws Exception {
        Program.Run help = program.run("--help");
        assertThat(help.status()).isZero();
        assertThat(help.out())
                .contains(
                        "serve",
                        "info",
                        "plan",
                        "list",
                        "verify",
                        "--info",
                        "--files",
                        "--commands",
                        "--since",
                        "--note",
                        "--format",
                        "--config",
                        "--root",
                        "--output",
                        "--quiet",
                        "--json",
                        "--allow-insecure-config",
                        "130, 143");
        assertThat(program.run("--version").out()).startsWith("calink ");
        assertThat(program.run("list").out()).contains("loadavg", "iostat");
        assertThat(Json.mapper().readTree(program.run("list", "--json").out()).has("smem"))
                .isTrue();
    }

    @Test
    void thePlanSaysWhatWouldBeGathered() throws Exception {
        SeedHost.configuration(directory);
        Program.Run table = program.run("plan", "--root", root.toString());
        assertThat(table.status()).as(table.err()).isZero();
        assertThat(table.out()).contains("var_log_dirs", "list_root_directory", "loadavg");
        // An option may stand before the command's name too.
        Program.Run json = program.run("--root", root.toString(), "plan", "--json");
        assertThat(Json.mapper().readTree(json.out()).at("/totals/files").asInt())
                .isEqualTo(4);
        assertThat(names(directory)).containsExactly("calink-config.ini");
    }

    @Test
    void thePlanNamesNoSecret() throws Exception {
        Files.writeString(
                directory.resolve("calink-config.ini"),
                "[commands]\nshares = smbclient -L host -U joe%Tr0ub4dor-7\n[files]\n_files = /srv/password=Tr0ub4dor-7\n");
        for (Program.Run run : List.of(program.run("plan"), program.run("plan", "--json"))) {
            assertThat(run.status()).as(run.err()).isZero();
            assertThat(run.out()).contains("[REDACTED:password]").doesNotContain("Tr0ub4dor");
        }
    }

    private static void assertPlain(Program.Run run, int status, String message) {
        assertThat(run.status()).as(run.err()).isEqualTo(status);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(message).doesNotContain("Exception", "\tat ");
        assertThat(run.errLines()).allMatch(line -> line.startsWith("calink: "));
        assertThat(run.errLines().size()).isLessThanOrEqualTo(2);
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
