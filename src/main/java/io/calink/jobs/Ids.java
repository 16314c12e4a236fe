package io.calink.jobs;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes the ids of bundles: 10 characters of the milliseconds, 16 of chance, in base 36. Like a ULID, each is greater
 * than all before it, whatever the clock does.
 */
final class Ids {
    private static final int LENGTH = 26;
    private static final int RADIX = 36;
    private static final BigInteger CHANCES = BigInteger.valueOf(RADIX).pow(16);
    private static final int STEP_BITS = 40;
    private static final Pattern FORM = Pattern.compile("[0-9a-z]{" + LENGTH + "}");

    private final SecureRandom random = new SecureRandom();
    private BigInteger last;

    /** {@code last}: the greatest id that there was before, if any. */
    Ids(@Nullable String last) {
        this.last = last == null ? BigInteger.ZERO : new BigInteger(last, RADIX);
    }

    /** Whether this can be an id at all; what is not never gets near a path. */
    static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    /** The next id; never negative, never one that was given before. */
    synchronized String next(Instant now) {
        BigInteger time = BigInteger.valueOf(Math.max(0, now.toEpochMilli())).multiply(CHANCES);
        BigInteger candidate = time.add(new BigInteger(CHANCES.bitLength() - 1, random));
        if (candidate.compareTo(last) <= 0) {
            candidate = last.add(BigInteger.ONE).add(new BigInteger(STEP_BITS, random));
        }
        last = candidate;
        String digits = candidate.toString(RADIX);
        return "0".repeat(LENGTH - digits.length()) + digits;
    }
}
