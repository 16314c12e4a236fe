package io.calink.archive;

/** CRC-32 checksums of parts, joined to that of the whole without a look at its bytes (zlib's crc32_combine). */
final class Crc {
    private static final int POLYNOMIAL = 0xEDB88320;
    private static final int ONE = 1 << 31;

    /** x to the power of 2 to the power of the place, modulo the polynomial. */
    private static final int[] POWERS = powers();

    private Crc() {}

    /** The checksum of what has {@code first}, and then {@code length} bytes that have {@code second}. */
    static int joined(int first, int second, long length) {
        int shift = ONE;
        int place = 3; // a byte has 2 to the power of 3 bits
        for (long left = length; left != 0; left >>>= 1) {
            if ((left & 1) != 0) {
                shift = product(POWERS[place & 31], shift);
            }
            place++;
        }
        return product(shift, first) ^ second;
    }

    private static int[] powers() {
        int[] powers = new int[32];
        powers[0] = 1 << 30;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = product(powers[i - 1], powers[i - 1]);
        }
        return powers;
    }

    /** {@code a} is never zero. */
    private static int product(int a, int b) {
        int sum = 0;
        int factor = b;
        int bit = ONE;
        while (true) {
            if ((a & bit) != 0) {
                sum ^= factor;
                if ((a & (bit - 1)) == 0) {
                    return sum;
                }
            }
            bit >>>= 1;
            factor = (factor & 1) != 0 ? (factor >>> 1) ^ POLYNOMIAL : factor >>> 1;
        }
    }
}
