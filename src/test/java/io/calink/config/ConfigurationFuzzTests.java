package io.calink.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are, there is a configuration or a message, soon. */
class ConfigurationFuzzTests {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int ROUNDS = 4_000;
    private static final String[] PIECES = {
        "[info]",
        "[files]",
        "[commands]",
        "[output]",
        "[limits]",
        "[DEFAULT]",
        "[",
        "]",
        "=",
        ":",
        "\n",
        "\n",
        "\n ",
        "\r\n",
        "\r",
        "#",
        ";",
        ",",
        "{",
        "}",
        "${",
        "\\",
        "x",
        "host",
        "os",
        "hots",
        "etc_files",
        "_dirs",
        "archive",
        "json",
        "format",
        "zip",
        "tar.gz",
        "file_size",
        "info_time",
        "since",
        ".",
        "..",
        "1",
        "0",
        "-1",
        "9999999999999999999",
        "KiB",
        "d",
        " ",
        "\t",
        "\u00e9",
        "\u00a0",
        "\u2028",
        "\ufeff",
        "\uD83D\uDE00",
        "\u0000",
        "\u007f",
        "\u0080",
        "%",
        "$TIMESTAMP",
        "<x>"
    };

    @Test
    void randomBytesAreReadOrRefused() {
        Random chance = new Random(1);
        assertTimeoutPreemptively(LONG, () -> {
            for (int i = 0; i < ROUNDS; i++) {
                byte[] bytes = new byte[chance.nextInt(200)];
                chance.nextBytes(bytes);
                tryOut(bytes);
            }
        });
    }

    @Test
    void randomPiecesAreReadOrRefused() {
        Random chance = new Random(2);
        assertTimeoutPreemptively(LONG, () -> {
            int read = 0;
            for (int i = 0; i < ROUNDS; i++) {
                StringBuilder text = new StringBuilder(chance.nextBoolean() ? "[info]\n" : "");
                for (int pieces = chance.nextInt(20); pieces > 0; pieces--) {
                    text.append(PIECES[chance.nextInt(PIECES.length)]);
                }
                read += tryOut(text.toString().getBytes(StandardCharsets.UTF_8)) ? 1 : 0;
            }
            assertThat(read).isPositive().isLessThan(ROUNDS);
        });
    }

    @Test
    void aLotOfAnythingIsReadOrRefusedSoon() {
        int most = 1 << 16;
        List<String> pieces = List.of(
                "a",
                "[",
                "]",
                "=",
                "\n",
                "x\n",
                "[x]\n",
                "[info]\n",
                "=\n",
                "{",
                ",",
                "a,",
                "\\",
                " ",
                "\u00e9",
                "9",
                "x=1\n",
                "\n =",
                "x\n y",
                "${",
                "-");
        List<String> heads = List.of(
                "",
                "[info]\nx=",
                "[files]\netc_files=",
                "[limits]\nfile_size=",
                "[limits]\nfiles=",
                "[output]\narchive=",
                "[limits]\nfile_size.",
                "[info]\n",
                "[");
        assertTimeoutPreemptively(LONG, () -> {
            for (String head : heads) {
                for (String piece : pieces) {
                    byte[] bytes = (head + piece.repeat(most / piece.length())).getBytes(StandardCharsets.UTF_8);
                    tryOut(Arrays.copyOf(bytes, most));
                }
            }
        });
    }

    private static boolean tryOut(byte[] bytes) {
        try {
            Configuration.parse(bytes, "c.ini", List.of("host", "os"));
            return true;
        } catch (ConfigurationException e) {
            assertThat(e.getMessage())
                    .startsWith("c.ini:")
                    .doesNotContain("Exception")
                    .hasSizeLessThan(20_000);
            return false;
        }
    }
}
