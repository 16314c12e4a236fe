package io.calink.archive;

/**
 * How an archive is compressed.
 *
 * @param level of deflate, 1 (fast) to 9 (small)
 * @param threads that compress at the same time, 1 to 64
 */
public record Compression(int level, int threads) {
    private static final int MOST_BY_DEFAULT = 8;

    /** The level that {@code gzip} has by default, on all cores of a small machine and on eight of a large one. */
    public static final Compression DEFAULT =
            new Compression(6, Math.min(MOST_BY_DEFAULT, Runtime.getRuntime().availableProcessors()));

    /** @throws IllegalArgumentException if one of them is out of its range */
    public Compression {
        if (level < 1 || level > 9) {
            throw new IllegalArgumentException("The level of compression is " + level + "; 1 to 9 was expected.");
        }
        if (threads < 1 || threads > 64) {
            throw new IllegalArgumentException("The number of threads is " + threads + "; 1 to 64 was expected.");
        }
    }
}
