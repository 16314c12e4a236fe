package io.calink.archive;

/** Tells bytes that no deflate makes smaller, such as those of compressed files, by looking at a few of them. */
final class Entropy {
    private static final int SAMPLES = 16;
    private static final int SAMPLE = 256;

    /** In bits a byte; text has less than 6, and 4 KiB of compressed data show at least 7.9. */
    private static final double RANDOM = 7.75;

    private static final double LOG_2 = Math.log(2);

    private Entropy() {}

    /** Whether the order-0 entropy (Shannon 1948) of a sample is nearly that of noise; few bytes never are. */
    static boolean isRandom(byte[] bytes, int offset, int length) {
        if (length < SAMPLES * SAMPLE) {
            return false;
        }
        int[] counts = new int[256];
        for (int i = 0; i < SAMPLES; i++) {
            int start = offset + (int) ((long) (length - SAMPLE) * i / (SAMPLES - 1));
            for (int j = start; j < start + SAMPLE; j++) {
                counts[bytes[j] & 0xFF]++;
            }
        }
        double bits = 0;
        for (int count : counts) {
            if (count > 0) {
                double share = (double) count / (SAMPLES * SAMPLE);
                bits -= share * Math.log(share) / LOG_2;
            }
        }
        return bits > RANDOM;
    }
}
