package io.calink.info.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.calink.info.AbsentException;
import io.calink.info.Machine;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelTests {
    @TempDir
    private Path root;

    @Test
    void findsErrorsInTheLogOfTheKernel() {
        String log = """
                <6>[    0.000000] Linux version 6.1.0
                <3>[    1.500000] ata1: error
                <11>[   12.000001][  T123] from a program
                <4>[   13.000000] only a warning
                <2>[99999.000000] critical [0.1]
                <3> without a time
                <999999>[    1.0] x
                <3>[    1.""";
        KernelMessages messages = KernelMessages.parse(log, Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(messages.errors()).isEqualTo(3);
        assertThat(messages.messages())
                .containsExactly(
                        new KernelMessages.Message(
                                1.5, Instant.parse("2026-01-01T00:00:01.500Z"), "err", "ata1: error"),
                        new KernelMessages.Message(
                                12.000001, Instant.parse("2026-01-01T00:00:12Z"), "err", "from a program"),
                        new KernelMessages.Message(
                                99999, Instant.parse("2026-01-02T03:46:39Z"), "crit", "critical [0.1]"));
        assertThat(KernelMessages.parse("<3>[ 1.0] x\n".repeat(1000), null))
                .extracting(KernelMessages::errors, KernelMessages::leftOut)
                .containsExactly(1000, 800);
    }

    @Test
    void ofAnotherMachineNoKernelIsAsked() {
        assertThatThrownBy(() -> KernelMessages.of(Machine.at(root))).isInstanceOf(AbsentException.class);
    }

    @Test
    void readsHowWellTheClockIsSet() {
        assertThat(ClockState.of(1500, 16_000_000, 0x40)).isEqualTo(new ClockState(false, 0.0015, 16));
        assertThat(ClockState.of(-1500, 250, 0x2001)).isEqualTo(new ClockState(true, -0.0000015, 0.00025));
    }

    private static byte[] module(int size, int speed, int extended, String... texts) {
        byte[] fixed = new byte[0x22];
        fixed[0] = 17;
        fixed[1] = 0x22;
        fixed[0x0C] = (byte) size;
        fixed[0x0D] = (byte) (size >> 8);
        fixed[0x10] = 1;
        fixed[0x12] = 0x1A;
        fixed[0x15] = (byte) speed;
        fixed[0x16] = (byte) (speed >> 8);
        fixed[0x17] = 2;
        fixed[0x1A] = 3;
        for (int i = 0; i < 4; i++) {
            fixed[0x1C + i] = (byte) (extended >> (8 * i));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(fixed);
        for (String text : texts) {
            bytes.writeBytes((text + "\0").getBytes(StandardCharsets.ISO_8859_1));
        }
        bytes.write(0);
        return bytes.toByteArray();
    }

    @Test
    void readsModulesOfMemoryAsTheFirmwareDescribesThem() {
        assertThat(MemoryModule.parse(module(16384, 3200, 0, "DIMM_A1", "Samsung ", "M378A2K43")))
                .isEqualTo(new MemoryModule("DIMM_A1", 16L << 30, "DDR4", 3200, "Samsung", "M378A2K43"));
        assertThat(MemoryModule.parse(module(0x7FFF, 0, 65536, "A")))
                .isEqualTo(new MemoryModule("A", 64L << 30, "DDR4", null, null, null));
        assertThat(MemoryModule.parse(module(0x8000 | 512, 0xFFFF, 0, "A", "Not Specified", "Unknown")))
                .isEqualTo(new MemoryModule("A", 512L << 10, "DDR4", null, null, null));
        assertThat(MemoryModule.parse(module(0, 0, 0, "empty")))
                .isEqualTo(new MemoryModule("empty", null, "DDR4", null, null, null));
        assertThat(MemoryModule.parse(new byte[] {17, 0x22, 0, 0})).isNull();
        assertThat(MemoryModule.parse(new byte[0])).isNull();
        assertThat(MemoryModule.parse(new byte[100])).isNull();
    }

    @Test
    void countsProcessorsByWhatTheKernelTells() {
        String core = "processor\t: %d\nmodel name\t: Fast\nphysical id\t: %d\ncore id\t\t: %d\n\n";
        String cpuinfo = core.formatted(0, 0, 0) + core.formatted(1, 0, 0) + core.formatted(2, 1, 0) + "flags";
        assertThat(Chips.parse(cpuinfo)).isEqualTo(new Chips("Fast", 2, 2, 3));
        assertThat(Chips.parse("processor : 0\nBogoMIPS : 1\n")).isEqualTo(new Chips(null, null, null, 1));
        assertThat(Chips.parse("")).isEqualTo(new Chips(null, null, null, null));
    }
}
