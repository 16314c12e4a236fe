package io.calink.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.calink.archive.Format;
import io.calink.bundle.Limits;
import io.calink.bundle.Output;
import io.calink.bundle.Plan;
import io.calink.commands.Command;
import io.calink.files.FileSelection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTests {
    private static final String SEED = """
            [info]
            system=host,os,version
            resources=loadavg

            [files]
            var_log_dirs=engines,.
            etc_dirs=bar
            etc_files=foo.log

            [commands]
            list_root_directory=ls -lha ./

            [output]
            json=CaLink-JSON
            commands=CaLink-commands-log
            """;

    @Test
    void readsTheExampleOfTheDocumentation() throws ConfigurationException {
        Plan plan = parse(SEED).plan();
        assertThat(plan.info())
                .containsExactly(
                        Map.entry("system", List.of("host", "os", "version")),
                        Map.entry("resources", List.of("loadavg")));
        assertThat(plan.files())
                .extracting(FileSelection::key)
                .containsExactly("var_log_dirs", "etc_dirs", "etc_files");
        assertThat(plan.commands())
                .containsExactly(new Command("list_root_directory", "ls -lha ./", Duration.ofSeconds(30), 16L << 20));
        assertThat(plan.output()).isEqualTo(new Output(null, "CaLink-JSON", "CaLink-commands-log", Format.TAR_GZ));
        assertThat(plan.limits()).isEqualTo(Limits.DEFAULT);
    }

    @Test
    void tellsWhatItSaysAndWhereItComesFrom() throws ConfigurationException {
        Configuration configuration = parse("[info]\nx = os\n[commands]\nb: b\na: a\n  | c\n");
        assertThat(configuration.source()).isEqualTo("c.ini");
        assertThat(configuration.sections()).hasToString("{info={x=os}, commands={b=b, a=a\n| c}}");
        assertThat(configuration.sha256())
                .isEqualTo("0aef9793436a619b0556981fc4f9e0c7048f4bdc83bc0bdec2fdeb55a37d59f5");
        assertThat(configuration.plan().configSha256()).isEqualTo(configuration.sha256());
        assertThat(configuration.warnings()).isEmpty();
    }

    @Test
    void handsCommandsToTheShellAsTheyAreWritten() throws ConfigurationException {
        List<Command> commands = parse("""
                        [commands]
                        escapes=echo \\n \\u12 %s ${x} $(y) "a;b" '#' ; # c \\
                        next=printf a:b=c
                        lines=ps aux
                          | grep [x]
                          | head
                        x=${y}
                        y=${x}
                        """).plan().commands();
        assertThat(commands)
                .extracting(Command::line)
                .containsExactly(
                        "echo \\n \\u12 %s ${x} $(y) \"a;b\" '#' ; # c \\",
                        "printf a:b=c", "ps aux\n| grep [x]\n| head", "${y}", "${x}");
    }

    @Test
    void trimsNamesOfInformationsAndLeavesEmptyOnesOut() throws ConfigurationException {
        Configuration configuration = parse("[info]\nsystem = host ,, os,\n  version\n  , host ,\n");
        assertThat(configuration.plan().info()).containsExactly(Map.entry("system", List.of("host", "os", "version")));
        assertThat(configuration.warnings())
                .containsExactly("c.ini:2: [info] system: host is there twice; it is gathered once");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "CaLink-JSON", "_x", "a.b", "$WORKSTATION", "$TIMESTAMP", "x-$WORKSTATION.$TIMESTAMP-y"})
    void takesNamesForWhatIsWritten(String name) throws ConfigurationException {
        assertThat(parse("[output]\narchive=" + name + "\nformat=tar.gz\n")
                        .plan()
                        .output())
                .isEqualTo(new Output(name, null, null, Format.TAR_GZ));
    }

    @Test
    void takesNamesOfUpTo120Letters() throws ConfigurationException {
        String name = "n".repeat(120);
        assertThat(parse("[output]\njson=" + name + "\n").plan().output().json())
                .isEqualTo(name);
    }

    @Test
    void takesLimitsForAllAndForOneLine() throws ConfigurationException {
        Plan plan = parse("""
                        [limits]
                        command_time=1m
                        command_time.a.b=5m
                        command_output=1KB
                        command_output.c=2 KiB
                        file_size=1M
                        file_size.etc_files=3G
                        info_time=2s
                        info_time.x=500ms
                        bundle_time=1h
                        bundle_size=5GB
                        files=7
                        depth=3
                        since=7d
                        [info]
                        x=os
                        [files]
                        etc_files=hosts
                        [commands]
                        a.b=a
                        c=c
                        """).plan();
        assertThat(plan.commands())
                .containsExactly(
                        new Command("a.b", "a", Duration.ofMinutes(5), 1000),
                        new Command("c", "c", Duration.ofMinutes(1), 2048));
        assertThat(plan.limits())
                .isEqualTo(new Limits(
                        1 << 20,
                        Map.of("etc_files", 3L << 30),
                        Duration.ofSeconds(2),
                        Map.of("x", Duration.ofMillis(500)),
                        Duration.ofHours(1),
                        5_000_000_000L,
                        7,
                        3,
                        Duration.ofDays(7)));
    }

    @Test
    void takesZeroForNoLimitButNotForTheTimeOfAnInformation() throws ConfigurationException {
        Configuration configuration = parse("""
                [info]
                x=os
                [commands]
                c=c
                [limits]
                file_size=0
                command_time=0s
                command_output=0B
                info_time=0
                info_time.x=0
                bundle_time=0
                bundle_size=0
                files=0
                depth=0
                since=0
                """);
        assertThat(configuration.plan().limits())
                .isEqualTo(new Limits(0, Map.of(), Duration.ofSeconds(5), Map.of(), Duration.ZERO, 0, 0, 0, null));
        assertThat(configuration.plan().commands()).containsExactly(new Command("c", "c", Duration.ZERO, 0));
        String kept = ": 0 does not lift this limit; an information always has a time in which it ends";
        assertThat(configuration.warnings())
                .containsExactly("c.ini:9: [limits] info_time" + kept, "c.ini:10: [limits] info_time.x" + kept);
    }

    @Test
    void warnsOfACommandInQuotationMarks() throws ConfigurationException {
        assertThat(parse("[commands]\na=\"ls -l\"\nb='ls' \"-l\"\nc=\"ls\"\nd=echo 'a b'\n")
                        .warnings())
                .containsExactly(
                        "c.ini:2: [commands] a: the whole command is in quotation marks, so that the shell looks"
                                + " for a program of that name; write it without them");
    }

    @Test
    void warnsOfAValueThatACommentHasEnded() throws ConfigurationException {
        assertThat(parse("[commands]\na=ps aux\n  # sorted\n  | sort -k=3\n\nb=b\n\nc=c\n")
                        .warnings())
                .containsExactly(
                        "c.ini:4: [commands]: \"| sort -k=3\" is a key of its own, as an empty line or a comment"
                                + " ended the value before it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# nothing\n", "[info]\n[files]\n"})
    void warnsWhenThereIsNothingToGather(String text) throws ConfigurationException {
        Configuration configuration = parse(text);
        assertThat(configuration.plan().info()).isEmpty();
        assertThat(configuration.warnings())
                .containsExactly(
                        "c.ini: names nothing to gather; its sections [info], [files] and [commands] are empty");
    }

    @Test
    void takesAMebibyteAndNoMore() throws ConfigurationException {
        String text = "[commands]\na=" + "a".repeat((1 << 20) - 13);
        assertThat(parse(text).plan().commands().get(0).line()).hasSize((1 << 20) - 13);
        assertThatThrownBy(() -> parse(text + "a")).isInstanceOf(ConfigurationException.class);
    }

    private static Configuration parse(String text) throws ConfigurationException {
        return Configuration.parse(
                text.getBytes(StandardCharsets.UTF_8),
                "c.ini",
                List.of("uptime", "loadavg", "disk", "host", "os", "version"));
    }
}
