package io.calink.web;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a file that a Range header asks for, as RFC 9110, 14.1.2, reads it.
 *
 * @param first position of the first byte
 * @param last position of the last byte
 */
record ByteRange(long first, long last) {
    private static final Pattern ONE = Pattern.compile("(?i:bytes)[ \\t]*=[ \\t,]*(\\d*)-(\\d*)[ \\t,]*");
    private static final int DIGITS_OF_A_LONG = 18;

    /** The range has no byte of the file. */
    private static final ByteRange UNSATISFIABLE = new ByteRange(-1, -1);

    /**
     * Reads the header; {@code null} stands for the whole file: there is no header, it is no range of bytes, or it asks
     * for several.
     */
    static @Nullable ByteRange of(@Nullable String header, long size) {
        Matcher matcher = ONE.matcher(header == null ? "" : header.strip());
        if (!matcher.matches()) {
            return null;
        }
        String from = matcher.group(1);
        String to = matcher.group(2);
        if (from.isEmpty()) {
            return to.isEmpty() ? null : suffix(number(to), size);
        }
        long first = number(from);
        long last = to.isEmpty() ? Long.MAX_VALUE : number(to);
        if (last < first) {
            return null;
        }
        return first >= size ? UNSATISFIABLE : new ByteRange(first, Math.min(last, size - 1));
    }

    private static ByteRange suffix(long length, long size) {
        return length == 0 || size == 0 ? UNSATISFIABLE : new ByteRange(Math.max(0, size - length), size - 1);
    }

    private static long number(String digits) {
        String plain = digits.replaceFirst("^0+(?=.)", "");
        return plain.length() > DIGITS_OF_A_LONG ? Long.MAX_VALUE : Long.parseLong(plain);
    }

    /** Whether the file has no byte of it. */
    boolean isUnsatisfiable() {
        return first < 0;
    }

    long length() {
        return last - first + 1;
    }

    /** What Content-Range says of this part of a file. */
    String contentRange(long size) {
        return "bytes " + first + "-" + last + "/" + size;
    }
}
