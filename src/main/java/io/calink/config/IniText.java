package io.calink.config;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The bytes of a configuration as text: strictly UTF-8, with or without BOM, and without control characters. */
final class IniText {
    /** The bytes that a configuration may have. */
    static final int MOST_BYTES = 1 << 20;

    private static final char BOM = '\uFEFF';

    private IniText() {}

    /** The text without BOM, its lines ended by LF. */
    static String of(byte[] bytes, Findings findings) throws ConfigurationException {
        if (bytes.length > MOST_BYTES) {
            throw findings.fatal("is too large; a configuration has at most 1 MiB");
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult end = decoder.decode(in, out, true);
        out.flip();
        if (end.isError()) {
            throw findings.fatal(lines(out), notUtf8(bytes, in.position()));
        }
        boolean marked = out.length() > 0 && out.charAt(0) == BOM;
        String text = (marked ? out.subSequence(1, out.length()) : out).toString();
        refuseControls(text, findings);
        return text.replace("\r\n", "\n");
    }

    private static String notUtf8(byte[] bytes, int position) {
        boolean wide = bytes.length > 1 && position == 0 && (bytes[0] & 0xff) + (bytes[1] & 0xff) == 0xff + 0xfe;
        return String.format(
                Locale.ROOT,
                "the byte 0x%02X is not UTF-8%s; a configuration is text in UTF-8",
                bytes[position],
                wide ? ", the file looks like UTF-16" : "");
    }

    private static void refuseControls(String text, Findings findings) throws ConfigurationException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isISOControl(c) || c == '\n' || c == '\t') {
                continue;
            }
            if (c != '\r') {
                String code = String.format(Locale.ROOT, "U+%04X", (int) c);
                throw findings.fatal(
                        lines(text.substring(0, i)),
                        "the control character " + code + " is not allowed; a configuration is text in UTF-8");
            }
            if (i + 1 == text.length() || text.charAt(i + 1) != '\n') {
                throw findings.fatal(
                        lines(text.substring(0, i)),
                        "a carriage return stands without a line feed; lines end in LF or CRLF");
            }
        }
    }

    private static int lines(CharSequence before) {
        return 1 + (int) before.chars().filter(c -> c == '\n').count();
    }

    /** Whether Python's {@code str.strip()} takes the character away: white space of Unicode, and no more. */
    static boolean blank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /** The text without white space at both ends. */
    static String strip(String text) {
        int begin = indent(text);
        int end = text.length();
        while (end > begin && blank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(begin, end);
    }

    /** The number of characters of white space at the beginning. */
    static int indent(String text) {
        int i = 0;
        while (i < text.length() && blank(text.charAt(i))) {
            i++;
        }
        return i;
    }
}
