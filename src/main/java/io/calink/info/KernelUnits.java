package io.calink.info;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The units in which the kernel counts memory and time.
 *
 * @param page bytes in a page
 * @param ticks clock ticks in a second
 */
public record KernelUnits(long page, long ticks) {
    private static final KernelUnits USUAL = new KernelUnits(4096, 100);
    private static final long AT_PAGESZ = 6;
    private static final long AT_CLKTCK = 17;

    /**
     * Those of a machine, from the auxiliary vector that the kernel gives every process (getauxval(3)); where that
     * machine's cannot be read, those of the kernel that runs here, and else 4096 bytes and 100 ticks.
     */
    public static KernelUnits of(Machine machine) {
        return read(read(USUAL, Path.of("/proc/self/auxv")), machine.root().resolve("proc/self/auxv"));
    }

    private static KernelUnits read(KernelUnits otherwise, Path auxv) {
        try {
            return parse(Files.readAllBytes(auxv), otherwise);
        } catch (IOException e) {
            return otherwise;
        }
    }

    /** Reads pairs of native words, of 8 bytes or else of 4. */
    static KernelUnits parse(byte[] auxv, KernelUnits otherwise) {
        KernelUnits wide = parse(auxv, Long.BYTES, otherwise);
        return wide.equals(otherwise) ? parse(auxv, Integer.BYTES, otherwise) : wide;
    }

    private static KernelUnits parse(byte[] auxv, int word, KernelUnits otherwise) {
        ByteBuffer words = ByteBuffer.wrap(auxv).order(ByteOrder.nativeOrder());
        long page = otherwise.page;
        long ticks = otherwise.ticks;
        while (words.remaining() >= 2 * word) {
            long key = word == Long.BYTES ? words.getLong() : words.getInt();
            long value = word == Long.BYTES ? words.getLong() : words.getInt();
            if (key == AT_PAGESZ && Long.bitCount(value) == 1 && value >= 1024) {
                page = value;
            } else if (key == AT_CLKTCK && value > 0 && value <= 1_000_000) {
                ticks = value;
            }
        }
        return new KernelUnits(page, ticks);
    }
}
