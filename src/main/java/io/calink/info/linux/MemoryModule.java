package io.calink.info.linux;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place for memory, as the firmware describes it; without serial numbers.
 *
 * @param slot its name on the board
 * @param size bytes of the module in it, {@code null} where there is none
 * @param type {@code DDR4} and the like
 * @param speed million transfers in a second
 */
record MemoryModule(
        @Nullable String slot,
        @Nullable Long size,
        @Nullable String type,
        @Nullable Integer speed,
        @Nullable String vendor,
        @Nullable String part) {
    private static final Map<Integer, String> TYPES = Map.ofEntries(
            Map.entry(0x07, "RAM"),
            Map.entry(0x0F, "SDRAM"),
            Map.entry(0x12, "DDR"),
            Map.entry(0x13, "DDR2"),
            Map.entry(0x18, "DDR3"),
            Map.entry(0x1A, "DDR4"),
            Map.entry(0x1B, "LPDDR"),
            Map.entry(0x1C, "LPDDR2"),
            Map.entry(0x1D, "LPDDR3"),
            Map.entry(0x1E, "LPDDR4"),
            Map.entry(0x20, "HBM"),
            Map.entry(0x21, "HBM2"),
            Map.entry(0x22, "DDR5"),
            Map.entry(0x23, "LPDDR5"));

    /** Reads a structure of type 17 of SMBIOS (DMTF DSP0134, section 7.18), {@code null} for what is none. */
    static @Nullable MemoryModule parse(byte[] structure) {
        int length = structure.length < 2 ? 0 : structure[1] & 255;
        if (length < 0x15 || structure.length < length || structure[0] != 17) {
            return null;
        }
        List<String> texts = texts(structure, length);
        int speed = length < 0x17 ? 0 : word(structure, 0x15);
        return new MemoryModule(
                text(structure, 0x10, length, texts),
                size(structure, length),
                TYPES.get(structure[0x12] & 255),
                speed == 0 || speed == 0xFFFF ? null : (Integer) speed,
                text(structure, 0x17, length, texts),
                text(structure, 0x1A, length, texts));
    }

    private static @Nullable Long size(byte[] structure, int length) {
        int size = word(structure, 0x0C);
        if (size == 0 || size == 0xFFFF) {
            return null;
        }
        if (size == 0x7FFF && length >= 0x20) {
            long megabytes = word(structure, 0x1C) | (long) word(structure, 0x1E) << 16;
            return (megabytes & 0x7FFFFFFF) << 20;
        }
        return (size & 0x8000) == 0 ? (Long) ((long) size << 20) : (Long) ((size & 0x7FFFL) << 10);
    }

    private static @Nullable String text(byte[] structure, int at, int length, List<String> texts) {
        int number = at < length ? structure[at] & 255 : 0;
        return number == 0 || number > texts.size() ? null : Hardware.told(texts.get(number - 1));
    }

    /** The texts that follow a structure, each ended by a zero, all by another. */
    private static List<String> texts(byte[] structure, int from) {
        List<String> texts = new ArrayList<>();
        int start = from;
        for (int i = from; i < structure.length && (structure[i] != 0 || i > start); i++) {
            if (structure[i] == 0) {
                texts.add(new String(structure, start, i - start, StandardCharsets.ISO_8859_1));
                start = i + 1;
            }
        }
        return texts;
    }

    private static int word(byte[] structure, int at) {
        return (structure[at] & 255) | (structure[at + 1] & 255) << 8;
    }
}
