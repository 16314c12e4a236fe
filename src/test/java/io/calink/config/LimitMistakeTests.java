package io.calink.config;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The mistakes that {@code [limits]} can have, with the exact message. */
class LimitMistakeTests {
    private static final String LIMITS =
            "limits are file_size, command_time, command_output, info_time, bundle_time, bundle_size, files, depth, since";
    private static final String SIZE =
            " is not a size; a size is a number and B, K or KiB, M or MiB, G or GiB (1024), KB, MB or GB (1000); none is"
                    + " bytes";
    private static final String TIME = " is not a time; a time is a number and ms, s, m, h or d; none is seconds";

    @ParameterizedTest
    @MethodSource({"limits", "overrides"})
    void isSaidExactly(Mistake mistake) {
        mistake.check();
    }

    static Stream<Mistake> limits() {
        String size = "2: [limits] file_size: ";
        String time = "2: [limits] bundle_time: ";
        return Stream.of(
                new Mistake(
                        "[limits]\nfile_sise=1\n",
                        "2: [limits] file_sise: there is no limit \"file_sise\"; " + LIMITS
                                + "; did you mean file_size?"),
                new Mistake("[limits]\nx=1\n", "2: [limits] x: there is no limit \"x\"; " + LIMITS),
                new Mistake("[limits]\nfile_size=\n", size + "\"\"" + SIZE),
                new Mistake("[limits]\nfile_size=-1\n", size + "\"-1\"" + SIZE),
                new Mistake("[limits]\nfile_size=1TB\n", size + "\"1TB\"" + SIZE),
                new Mistake("[limits]\nfile_size=64mib\n", size + "\"64mib\"" + SIZE + "; did you mean 64MiB?"),
                new Mistake(
                        "[limits]\nfile_size=1M # big\n",
                        size + "\"1M # big\"" + SIZE + "; a comment stands on a line of its own"),
                new Mistake(
                        "[limits]\nfile_size=9223372036854775808\n",
                        size + "\"9223372036854775808\" is too large; a size is at most 1073741824GiB"),
                new Mistake("[limits]\nfile_size=0.3\n", size + "\"0.3\" is not a whole number of bytes"),
                new Mistake("[limits]\nbundle_time=-5s\n", time + "\"-5s\"" + TIME),
                new Mistake("[limits]\nbundle_time=5min\n", time + "\"5min\"" + TIME),
                new Mistake("[limits]\nbundle_time=5M\n", time + "\"5M\"" + TIME + "; did you mean 5m?"),
                new Mistake(
                        "[limits]\nbundle_time=999999999999d\n",
                        time + "\"999999999999d\" is too large; a time is at most 36500d"),
                new Mistake("[limits]\nsince=yesterday\n", "2: [limits] since: \"yesterday\"" + TIME),
                new Mistake("[limits]\nfiles=1k\n", "2: [limits] files: \"1k\" is not a whole number; 0 is no limit"),
                new Mistake("[limits]\nfiles=-1\n", "2: [limits] files: \"-1\" is not a whole number; 0 is no limit"),
                new Mistake(
                        "[limits]\ndepth=2147483648\n",
                        "2: [limits] depth: \"2147483648\" is too large; it is at most 2147483647"));
    }

    static Stream<Mistake> overrides() {
        return Stream.of(
                new Mistake(
                        "[limits]\nbundle_time.x=1\n",
                        "2: [limits] bundle_time.x: the limit bundle_time is for the whole bundle; those for one line are"
                                + " file_size.KEY, command_time.KEY, command_output.KEY and info_time.KEY"),
                new Mistake(
                        "[limits]\nfile_size.x=1\n",
                        "2: [limits] file_size.x: there is no line \"x\" in [files]; it has no lines"),
                new Mistake(
                        "[limits]\ncommand_time.df_l=5m\n[commands]\ndf_h=df -h\nps=ps\n",
                        "2: [limits] command_time.df_l: there is no line \"df_l\" in [commands]; its lines are df_h, ps;"
                                + " did you mean command_time.df_h?"),
                new Mistake(
                        "[info]\nx=os\n[limits]\ninfo_time.os=1\n",
                        "4: [limits] info_time.os: there is no line \"os\" in [info]; its lines are x"),
                new Mistake("[info]\nx=os\n[limits]\ninfo_time.x=-1\n", "4: [limits] info_time.x: \"-1\"" + TIME));
    }
}
