package io.calink.archive;

import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * How an archive is compressed.
 *
 * @param level of deflate, 1 (fast) to 9 (small)
 * @param threads that compress at the same time, 1 to 64
 * @param engine what compresses
 */
public record Compression(int level, int threads, Engine engine) {
    /** What compresses deflate: tar.gz and zip. */
    public enum Engine {
        /** The zlib of the Java platform. */
        JDK,
        /** libdeflate where this machine has it, which takes half the time; otherwise as {@link #JDK}. */
        FAST
    }

    private static final int MOST_BY_DEFAULT = 8;

    /** What of a file is compressed by itself, counted from the file's beginning. */
    private static final int PIECE = 128 << 10;

    /** The same for libdeflate, which cannot refer to what came before. */
    private static final int LONG_PIECE = 1 << 20;

    /** After so many bytes of a file nothing refers back, so that a reader can begin there. */
    private static final int FRESH_EVERY = 2 << 20;

    /** The level that {@code gzip} has by default, on all cores of a small machine and on eight of a large one. */
    public static final Compression DEFAULT =
            new Compression(6, Math.min(MOST_BY_DEFAULT, Runtime.getRuntime().availableProcessors()), Engine.JDK);

    /** @throws IllegalArgumentException if one of them is out of its range */
    public Compression {
        if (level < 1 || level > 9) {
            throw new IllegalArgumentException("The level of compression is " + level + "; 1 to 9 was expected.");
        }
        if (threads < 1 || threads > 64) {
            throw new IllegalArgumentException("The number of threads is " + threads + "; 1 to 64 was expected.");
        }
    }

    /** A compression by the Java platform. */
    public Compression(int level, int threads) {
        this(level, threads, Engine.JDK);
    }

    /** Whether this machine has what the engine needs. */
    public boolean isAvailable() {
        return engine == Engine.JDK || Libdeflate.isThere();
    }

    /** The same by the Java platform, if this machine does not have what the engine needs. */
    public Compression available() {
        return isAvailable() ? this : new Compression(level, threads);
    }

    /** How many bytes of a file are compressed by themselves. */
    int piece() {
        return engine == Engine.JDK ? PIECE : LONG_PIECE;
    }

    /** After how many bytes of a file nothing refers back. */
    int freshEvery() {
        return engine == Engine.JDK ? FRESH_EVERY : LONG_PIECE;
    }

    /** What compressed bytes depend on: this, the compressor, and what else is said. */
    public String conditions(String others) {
        byte[] sample = new byte[1 << 14];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = (byte) (i % 61 ^ i % 53 * (i >> 9));
        }
        Deflater deflater = new Deflater(level, true);
        try {
            deflater.setInput(sample);
            deflater.finish();
            byte[] compressed = new byte[2 * sample.length];
            CRC32 crc = new CRC32();
            crc.update(compressed, 0, deflater.deflate(compressed));
            // zlib's version cannot be asked for: what it makes of a sample, and which Java brings it, stand for it
            return "engine " + engine + ", level " + level + ", zlib " + Long.toHexString(crc.getValue()) + " of Java "
                    + Runtime.version() + ", " + others;
        } finally {
            deflater.end();
        }
    }
}
