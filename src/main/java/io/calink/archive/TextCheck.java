package io.calink.archive;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Finds out, while content passes by, whether all of it is UTF-8. */
final class TextCheck {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long NO_ASCII = 0x8080_8080_8080_8080L;

    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final CharBuffer decoded = CharBuffer.allocate(4096);
    private byte[] rest = {};
    private boolean text = true;

    /** Forgets what went by. */
    void restart() {
        rest = new byte[0];
        text = true;
    }

    void take(byte[] bytes, int length) {
        if (!text || (rest.length == 0 && isAscii(bytes, length))) {
            return;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, 0, length);
        if (rest.length > 0) {
            in = ByteBuffer.allocate(rest.length + length)
                    .put(rest)
                    .put(bytes, 0, length)
                    .flip();
        }
        decoder.reset();
        CoderResult result = CoderResult.OVERFLOW;
        while (result.isOverflow()) {
            result = decoder.decode(in, decoded.clear(), false);
        }
        text = !result.isError();
        rest = Arrays.copyOfRange(in.array(), in.position(), in.limit());
    }

    private static boolean isAscii(byte[] bytes, int length) {
        int i = 0;
        for (; i + Long.BYTES <= length; i += Long.BYTES) {
            if (((long) EIGHT.get(bytes, i) & NO_ASCII) != 0) {
                return false;
            }
        }
        for (; i < length; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether what went by since {@link #restart} is UTF-8, to its last byte. */
    boolean isText() {
        return text && rest.length == 0;
    }
}
