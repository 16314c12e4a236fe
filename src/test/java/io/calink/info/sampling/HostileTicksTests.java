package io.calink.info.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.info.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines whose files are huge, cut short, nonsense or not there. */
class HostileTicksTests {
    @TempDir
    Path root;

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }

    private static String stat(int cores, long each) {
        StringBuilder stat =
                new StringBuilder("cpu  ").append(cores * each).append(" 0 0 ").append(cores * each);
        stat.append(" 0 0 0 0 0 0\n");
        for (int i = 0; i < cores; i++) {
            stat.append("cpu")
                    .append(i)
                    .append(' ')
                    .append(each)
                    .append(" 0 0 ")
                    .append(each);
            stat.append(" 0 0 0 0 0 0\n");
        }
        return stat.append("intr 1 2 3\nctxt 1234567890123\nbtime 1\n").toString();
    }

    @Test
    void readsFourThousandCores() {
        CpuTimes times = CpuTimes.parse(stat(4096, 1000));
        assertThat(times.cores()).hasSize(4096);
        assertThat(times.contextSwitches()).isEqualTo(1234567890123L);
        CpuTimes later = CpuTimes.parse(stat(4096, 1050));
        Ring ring = new Ring(3601);
        ring.add(Ticks.at(0, times));
        ring.add(Ticks.at(1, later));
        assertThat(Share.USED.percent(ring.core(1, 4095))).isEqualTo(50);
    }

    @Test
    void aLineThatIsCutShortIsNoCoreThatWentBack() {
        String whole = stat(4, 123_456);
        String cut = whole.substring(0, whole.indexOf("cpu3") + "cpu3 1234".length());
        assertThat(CpuTimes.parse(cut).cores()).containsOnlyKeys(0, 1, 2);
        assertThat(CpuTimes.parse("cpu  1 2 3 4\ncpu0 1 2\ncpu1 1 2 3 4\ncpux 1 2 3 4\n")
                        .cores())
                .containsOnlyKeys(1);
    }

    @Test
    void aMachineWithoutAnyFileTicksAndSaysWhatIsAbsent() {
        Tick tick = new LinuxSource(Machine.at(root)).tick();
        assertThat(tick.cpu()).isNull();
        assertThat(tick.memory()).isNull();
        assertThat(tick.disks()).isNull();
        assertThat(tick.interfaces()).isNull();
        assertThat(tick.load()).isNull();
        assertThat(tick.stalls()).isNull();
    }

    @Test
    void whateverStandsInTheFilesATickEndsAndTheRingGoesOn() throws IOException {
        String[] files = {
            "proc/stat",
            "proc/meminfo",
            "proc/vmstat",
            "proc/diskstats",
            "proc/loadavg",
            "proc/uptime",
            "proc/1/net/dev",
            "proc/pressure/cpu",
            "proc/pressure/memory",
            "proc/pressure/io"
        };
        String[] texts = {
            stat(3, 77),
            "MemTotal: 100 kB\nMemFree: 50 kB\nMemAvailable: 60 kB\nSwapTotal: 10 kB\nSwapFree: 5 kB\n",
            "pswpin 5\npswpout 6\n",
            " 8 0 sda 1 2 3 4 5 6 7 8 9 10 11 12 13\n",
            "0.50 0.40 0.30 1/100 4711\n",
            "100.00 200.00\n",
            "a\nb\n eth0: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n",
            "some avg10=0.00 avg60=0.00 avg300=0.00 total=5\n",
            "some avg10=0.00 avg60=0.00 avg300=0.00 total=5\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=4\n",
            "some avg10=0.00 avg60=0.00 avg300=0.00 total=5\n"
        };
        for (int i = 0; i < files.length; i++) {
            write(files[i], texts[i]);
        }
        Random random = new Random(4711);
        LinuxSource source = new LinuxSource(Machine.at(root));
        Ring ring = new Ring(100);
        for (int round = 0; round < 500; round++) {
            int which = random.nextInt(files.length);
            write(files[which], spoiled(texts[which], random));
            ring.add(source.tick());
        }
        assertThat(ring.size()).isEqualTo(100);
        assertThat(ring.bytes()).isLessThan(2_000_000);
    }

    /** Cut short, with other bytes in it, repeated, or as it was. */
    private static String spoiled(String text, Random random) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, random.nextInt(text.length()));
            case 1 -> {
                for (int i = 0; i < 3; i++) {
                    bytes[random.nextInt(bytes.length)] = (byte) " \n:-9x\0".charAt(random.nextInt(7));
                }
                yield new String(bytes, StandardCharsets.ISO_8859_1);
            }
            case 2 -> text + text + new String(Arrays.copyOf(bytes, bytes.length / 2), StandardCharsets.ISO_8859_1);
            default -> text;
        };
    }
}
