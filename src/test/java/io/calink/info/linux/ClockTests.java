package io.calink.info.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.info.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClockTests {
    private static final Instant SUMMER = Instant.parse("2026-07-01T00:00:00Z");

    @TempDir
    private Path root;

    @Test
    void takesTheZoneFromTheLinkBeforeTheFile() throws Exception {
        Files.createDirectories(root.resolve("etc"));
        Files.createSymbolicLink(root.resolve("etc/localtime"), Path.of("../usr/share/zoneinfo/Europe/Berlin"));
        Files.writeString(root.resolve("etc/timezone"), "Asia/Tokyo\n");
        Clock clock = Clock.of(Machine.at(root), SUMMER);
        assertThat(clock.zone()).isEqualTo("Europe/Berlin");
        assertThat(clock.utcOffset()).isEqualTo("+02:00");
        assertThat(clock.synchronised()).isNull();
    }

    @Test
    void saysThatTheClockWasNotSetYet() throws Exception {
        Files.createDirectories(root.resolve("run/systemd/timesync"));
        Clock clock = Clock.of(Machine.at(root), SUMMER);
        assertThat(clock.service()).isEqualTo("systemd-timesyncd");
        assertThat(clock.synchronised()).isFalse();
    }

    @Test
    void readsWhatPrecedesInDriftAndAdjtime() {
        assertThat(Clock.number("  -3.25   0.013\n")).isEqualTo(-3.25);
        assertThat(Clock.number("NaN")).isNull();
        assertThat(Clock.number("")).isNull();
        assertThat(Clock.hardware("0 0 0\n0\nUTC")).isEqualTo("utc");
        assertThat(Clock.hardware("0 0 0\n")).isNull();
    }
}
