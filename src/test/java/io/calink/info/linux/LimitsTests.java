package io.calink.info.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.info.Machine;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class LimitsTests {
    @Test
    void keepsSettingsAsTheyAre() {
        assertThat(KernelLimits.setting("0")).isEqualTo(0L);
        assertThat(KernelLimits.setting("-1")).isEqualTo(-1L);
        assertThat(KernelLimits.setting("18446744073692774399")).isEqualTo(new BigInteger("18446744073692774399"));
        assertThat(KernelLimits.setting("32768\t60999")).isEqualTo("32768 60999");
        assertThat(KernelLimits.setting(null)).isNull();
    }

    @Test
    void readsLimitsOfAProcessThatAreUnlimitedOrHaveNoUnit() {
        assertThat(Bound.parse("""
                        Limit                     Soft Limit           Hard Limit           Units
                        Max cpu time              unlimited            7                    seconds
                        Max nice priority         0                    0
                        Max open files            1024
                        """))
                .containsExactly(
                        Map.entry("cpu_time", new Bound(null, 7L, "seconds")),
                        Map.entry("nice_priority", new Bound(0L, 0L, null)));
    }

    @Test
    void leavesOutLinesOfPressureThatAreCutShort() {
        assertThat(Pressure.parse("some avg10=1.00 avg60=2.00 avg300=3.00 total=4000000\nfull avg10=0.0"))
                .isEqualTo(new Pressure.Resource(new Pressure.Stall(1, 2, 3, 4), null));
        assertThat(Pressure.parse("")).isNull();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void agreesWithProcOnOpenFiles() throws Exception {
        FileHandles here = FileHandles.of(new Facts(Machine.at(Path.of("/"))));
        byte[] maximum;
        try (InputStream in = Files.newInputStream(Path.of("/proc/sys/fs/file-max"))) {
            maximum = in.readNBytes(100); // Files.readString gets one digit of such files
        }
        assertThat(here.open()).isPositive();
        assertThat(here.maximum()).isEqualTo(Long.valueOf(new String(maximum, StandardCharsets.US_ASCII).strip()));
        assertThat(here.processOpen()).isPositive();
    }
}
