package io.calink.cli;

import java.util.Locale;

/** Sizes as people read them. */
final class Sizes {
    private static final String UNITS = "KMGTPE";
    private static final double KIBI = 1024;

    private Sizes() {}

    /** A number of bytes in the largest unit that leaves at least one of it, such as {@code 3.4 MiB}. */
    static String text(long bytes) {
        if (bytes < KIBI) {
            return bytes + " B";
        }
        double size = bytes / KIBI;
        int unit = 0;
        // What would be printed as 1024.0 is one of the next unit.
        while (size >= KIBI - 0.05 && unit < UNITS.length() - 1) {
            size /= KIBI;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %siB", size, UNITS.charAt(unit));
    }
}
