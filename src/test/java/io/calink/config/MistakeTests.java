package io.calink.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.files.FileSelection;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake that a configuration can have, with the exact message. */
class MistakeTests {
    private static final String SECTION =
            " is not a section; a section is a name between brackets, without blanks around it and on a line of its own,"
                    + " such as [info]";
    private static final String FIRST = " stands before the first section; a file begins with a section such as [info]";
    private static final String NEITHER = " is neither a section nor a key with a value; write key = value, ";
    private static final String UNKNOWN_SECTION =
            "there is no such section; sections are [info], [files], [commands], [output], [limits], [redaction]";
    private static final String INFORMATIONS = "informations are uptime, loadavg, disk, host, os";
    private static final String NAME =
            " is not a name; a name has 1 to 120 letters A-Z a-z, digits, dots, underscores and hyphens, does not begin"
                    + " with a dot or a hyphen, and may hold $WORKSTATION and $TIMESTAMP";
    private static final String KEYS = "there is no such key; keys are archive, json, commands, format, age_recipients";
    private static final String LIMITS =
            "limits are file_size, command_time, command_output, info_time, bundle_time, bundle_size, files, depth, since";

    @ParameterizedTest
    @MethodSource({"form", "sections", "redaction", "info", "commands", "output"})
    void isSaidExactly(Mistake mistake) {
        mistake.check();
    }

    static Stream<Mistake> form() {
        return Stream.of(
                new Mistake("system=host\n[info]\n", "1: \"system=host\"" + FIRST),
                new Mistake("# c\n\nhello\nx=1\n", "3: \"hello\"" + FIRST),
                new Mistake("[info\nsystem=host\n", "1: \"[info\"" + SECTION),
                new Mistake("[]\nsystem=host\n", "1: \"[]\"" + SECTION),
                new Mistake("[ info ]\nsystem=host\n", "1: \"[ info ]\"" + SECTION),
                new Mistake("[info] system=host\n", "1: \"[info] system=host\"" + SECTION),
                new Mistake(
                        "[info]\nsystem\n", "2: [info]: \"system\"" + NEITHER + "key: value, [section] or # comment"),
                new Mistake(
                        "[commands]\nps=ps aux\n\n  | head\n",
                        "4: [commands]: \"| head\"" + NEITHER
                                + "and an empty line or a comment ends a value, which cannot go on after it"),
                new Mistake("[info]\n=host\n", "2: [info]: \"=host\" has no key; write key = value or key: value"),
                new Mistake("[info]\n : os\n", "2: [info]: \": os\" has no key; write key = value or key: value"),
                new Mistake(
                        "[info]\r\nx=os\r\nx:host\r\n",
                        "3: [info] x: the key is there already, in line 2; it is written once"),
                new Mistake(
                        "[info]\nx=os\n[files]\n[info]\ny=os\n",
                        "4: [info]: the section is there already, in line 1; it is written once"),
                new Mistake(
                        "[info]\nx=o\u0000s\n",
                        "2: the control character U+0000 is not allowed; a configuration is text in UTF-8"),
                new Mistake(
                        "[info]\nx=os\u001b[31m\n",
                        "2: the control character U+001B is not allowed; a configuration is text in UTF-8"),
                new Mistake(
                        "[info]\n\nx=os\u0085\n",
                        "3: the control character U+0085 is not allowed; a configuration is text in UTF-8"),
                new Mistake(
                        "[info]\nx=os\r[files]\n",
                        "2: a carriage return stands without a line feed; lines end in LF or CRLF"));
    }

    static Stream<Mistake> sections() {
        return Stream.of(
                new Mistake("[comands]\nls=ls\n", "1: [comands]: " + UNKNOWN_SECTION + "; did you mean [commands]?"),
                new Mistake("[Info]\n", "1: [Info]: " + UNKNOWN_SECTION + "; did you mean [info]?"),
                new Mistake("[info]\n[other]\n", "2: [other]: " + UNKNOWN_SECTION),
                new Mistake(
                        "[DEFAULT]\nx=1\n",
                        "1: [DEFAULT]: there are no defaults for all sections; sections are [info], [files],"
                                + " [commands], [output], [limits], [redaction]"));
    }

    static Stream<Mistake> redaction() {
        String pattern = "2: [redaction] rule_x: ";
        return Stream.of(
                new Mistake(
                        "[redaction]\nenable=true\n",
                        "2: [redaction] enable: there is no such key; keys are enabled, rule_NAME, allow, keep, on_leak,"
                                + " pseudonyms; did you mean enabled?"),
                new Mistake(
                        "[redaction]\nenabled=maybe\n", "2: [redaction] enabled: \"maybe\" is neither true nor false"),
                new Mistake(
                        "[redaction]\npseudonyms=ip,hosts\n",
                        "2: [redaction] pseudonyms: there are no pseudonyms for \"hosts\"; there are some for ip, mac,"
                                + " host, user, email; did you mean host?"),
                new Mistake(
                        "[redaction]\nenabled=false\npseudonyms=ip\n",
                        "3: [redaction] pseudonyms: there are pseudonyms only where redaction is on: say enabled=true,"
                                + " or leave pseudonyms out"),
                new Mistake(
                        "[redaction]\non_leak=explode\n",
                        "2: [redaction] on_leak: \"explode\" is neither redact nor fail"),
                new Mistake(
                        "[redaction]\nallow=etc/shadow\n",
                        "2: [redaction] allow: a glob of allow names absolute paths, as in"
                                + " /etc/ssl/private/*.pem"),
                new Mistake(
                        "[redaction]\nrule_x=\n",
                        pattern + "there is no value; a regular expression of RE2 was expected, such as"
                                + " ticket-[0-9]{6}"),
                new Mistake(
                        "[redaction]\nrule_a b=x\n",
                        "2: [redaction] rule_a b: the name of a rule has 1 to 64 letters, digits and . _ -"),
                new Mistake(
                        "[redaction]\nrule_x=(\n",
                        pattern + "this is no pattern in the syntax of RE2: missing closing ): `(`"));
    }

    static Stream<Mistake> info() {
        String none = "2: [info] system: there is no information ";
        return Stream.of(
                new Mistake("[info]\nsystem=hots\n", none + "\"hots\"; " + INFORMATIONS + "; did you mean host?"),
                new Mistake("[info]\nsystem=os,load\n", none + "\"load\"; " + INFORMATIONS + "; did you mean loadavg?"),
                new Mistake("[info]\nsystem=Host\n", none + "\"Host\"; " + INFORMATIONS + "; did you mean host?"),
                new Mistake("[info]\nsystem=a\u202eb\u2028c\n", none + "\"a\\u202eb\\u2028c\"; " + INFORMATIONS),
                new Mistake("[info]\nsystem=memory\n", none + "\"memory\"; " + INFORMATIONS),
                new Mistake("[info]\nsystem={os,host}\n", none + "\"{os,host}\"; " + INFORMATIONS),
                new Mistake(
                        "[info]\nsystem=host ; the name\n",
                        none + "\"host ; the name\"; " + INFORMATIONS
                                + "; a comment stands on a line of its own; did you mean host?"),
                new Mistake("[info]\nsystem=\n", "2: [info] system: there is no value; " + INFORMATIONS),
                new Mistake("[info]\nsystem= ,\n  ,\n", "2: [info] system: there is no value; " + INFORMATIONS),
                new Mistake(
                        "[info]\ntimestamp=host\n",
                        "2: [info] timestamp: the JSON document has a timestamp of its own; choose another key"));
    }

    static Stream<Mistake> commands() {
        return Stream.of(
                new Mistake(
                        "[commands]\nls =\n",
                        "2: [commands] ls: there is no value; a line is label = command, such as list_root = ls -lha /"),
                new Mistake(
                        "[commands]\n" + "l".repeat(201) + "=ls\n",
                        "2: [commands] " + "l".repeat(60)
                                + "...: the label is too long; a label has at most 200 characters"));
    }

    static Stream<Mistake> output() {
        String archive = "2: [output] archive: ";
        return Stream.of(
                new Mistake("[output]\nachive=x\n", "2: [output] achive: " + KEYS + "; did you mean archive?"),
                new Mistake("[output]\nname=x\n", "2: [output] name: " + KEYS),
                new Mistake("[output]\narchive=a/b\n", archive + "\"a/b\"" + NAME),
                new Mistake("[output]\narchive=\n", archive + "\"\"" + NAME),
                new Mistake("[output]\narchive=.a\n", archive + "\".a\"" + NAME),
                new Mistake("[output]\narchive=-a\n", archive + "\"-a\"" + NAME),
                new Mistake("[output]\narchive=a b\n", archive + "\"a b\"" + NAME),
                new Mistake("[output]\narchive=a\n  b\n", archive + "\"a\\nb\"" + NAME),
                new Mistake("[output]\narchive=$HOST\n", archive + "\"$HOST\"" + NAME),
                new Mistake("[output]\narchive=größe\n", archive + "\"größe\"" + NAME),
                new Mistake(
                        "[output]\njson=" + "j".repeat(121) + "\n",
                        "2: [output] json: \"" + "j".repeat(60) + "...\"" + NAME),
                new Mistake(
                        "[output]\narchive=a.tar.gz\n",
                        archive
                                + "\"a.tar.gz\" ends in .tar.gz, which is added to the name; write the name without it"),
                new Mistake(
                        "[output]\njson=a.json\n",
                        "2: [output] json: \"a.json\" ends in .json, which is added to the name; write the name without"
                                + " it"),
                new Mistake(
                        "[output]\ncommands=a-commands.log\n",
                        "2: [output] commands: \"a-commands.log\" ends in -commands.log, which is added to the name;"
                                + " write the name without it"),
                new Mistake(
                        "[output]\njson=manifest\n",
                        "2: [output] json: \"manifest\" is taken, the archive has a manifest.json of its own; choose"
                                + " another name"),
                new Mistake(
                        "[output]\nformat=rar\n",
                        "2: [output] format: there is no format \"rar\"; formats are tar.gz, tar.zst, zip"),
                new Mistake(
                        "[output]\nformat=targz\n",
                        "2: [output] format: there is no format \"targz\"; formats are tar.gz, tar.zst, zip; did you mean tar.gz?"),
                new Mistake(
                        "[output]\nformat=\n",
                        "2: [output] format: there is no format \"\"; formats are tar.gz, tar.zst, zip"));
    }

    @Test
    void ofFilesIsSaidInTheWordsOfTheirRules() {
        String wrong = Stream.of("../x", "..", "")
                .filter(value -> inFiles(value) != null)
                .findFirst()
                .orElseThrow();
        assertThat(Mistake.refusal("[files]\n\netc_files=" + wrong + "\n"))
                .isEqualTo("c.ini:3: [files] etc_files: " + inFiles(wrong));
    }

    private static @Nullable String inFiles(String value) {
        try {
            FileSelection.parse("etc_files", value);
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    @Test
    void inBytesNamesTheLine() {
        byte[] latin = "[info]\nx=os\ny=gr\u00f6\u00dfe\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Mistake.refusal(latin))
                .isEqualTo("c.ini:3: the byte 0xF6 is not UTF-8; a configuration is text in UTF-8");
        assertThat(Mistake.refusal("[info]".getBytes(StandardCharsets.UTF_16)))
                .isEqualTo("c.ini:1: the byte 0xFE is not UTF-8, the file looks like UTF-16; a configuration is text in"
                        + " UTF-8");
        byte[] cutOff = Arrays.copyOf("[info]\n#\u00e9".getBytes(StandardCharsets.UTF_8), 9);
        assertThat(Mistake.refusal(cutOff))
                .isEqualTo("c.ini:2: the byte 0xC3 is not UTF-8; a configuration is text in UTF-8");
    }

    @Test
    void inSizeIsSaidOfTheFile() {
        byte[] comment = "#".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        assertThat(Mistake.refusal(Arrays.copyOf(comment, (1 << 20) + 1)))
                .isEqualTo("c.ini: is too large; a configuration has at most 1 MiB");
    }

    @Test
    void isSaidTogetherWithAllOthersInTheOrderOfTheFile() {
        assertThat(Mistake.refusal("[limits]\nx=1\n[comands]\n[info]\nsystem=hots\nsystem\n"))
                .isEqualTo("c.ini:2: [limits] x: there is no limit \"x\"; " + LIMITS + "\n"
                        + "c.ini:3: [comands]: " + UNKNOWN_SECTION + "; did you mean [commands]?\n"
                        + "c.ini:5: [info] system: there is no information \"hots\"; " + INFORMATIONS
                        + "; did you mean host?\n"
                        + "c.ini:6: [info]: \"system\"" + NEITHER + "key: value, [section] or # comment");
    }

    @Test
    void isNotSaidWithoutEnd() {
        assertThat(Mistake.refusal("[info]\n" + "x\n".repeat(22)).lines())
                .hasSize(21)
                .last()
                .isEqualTo("c.ini: and 2 more mistakes");
    }

    @Test
    void doesNotBlameWhatFollowsOnTheWrongSection() {
        assertThat(Mistake.refusal("[info]\nx=os\n[commands\nls=ls\n\n  df=df\n[limits]\ndepth=1\n"))
                .isEqualTo("c.ini:3: \"[commands\"" + SECTION);
    }
}
