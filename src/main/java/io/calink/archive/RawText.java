package io.calink.archive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * File names as text without loss: a byte that is no UTF-8 becomes one char of U+DC80 to U+DCFF, the convention of
 * Python's PEP 383 ("surrogateescape").
 */
final class RawText {
    private static final char ESCAPED = 0xDC00;

    private RawText() {}

    static String decode(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        while (result.isError()) {
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (ESCAPED | (in.get() & 0xFF)));
            }
            result = decoder.decode(in, out, true);
        }
        return out.flip().toString();
    }

    static byte[] encode(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() + 16);
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            if (isEscaped(codePoint)) {
                out.write(codePoint - ESCAPED);
            } else {
                out.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
            }
            i += Character.charCount(codePoint);
        }
        return out.toByteArray();
    }

    /** The text on one line that a terminal cannot be led astray with. */
    static String shown(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isEscaped(c)) {
                out.append(String.format("\\x%02x", c - ESCAPED));
            } else if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT || c == 0x2028) {
                out.append(String.format("\\u%04x", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    /** Whether these bytes are UTF-8. */
    static boolean isText(byte[] bytes) {
        return decode(bytes).codePoints().noneMatch(RawText::isEscaped);
    }

    private static boolean isEscaped(int codePoint) {
        return codePoint >= ESCAPED + 0x80 && codePoint <= ESCAPED + 0xFF;
    }
}
