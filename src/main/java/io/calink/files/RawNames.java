package io.calink.files;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * File names as they are: bytes. In a string, a byte that is no UTF-8 stands as a lone low surrogate (U+DC80 to U+DCFF,
 * as in Python's PEP 383), so nothing is lost on the way back, whatever locale the JVM was started in.
 */
final class RawNames {
    private static final boolean BYTES = File.separatorChar == '/';
    // toUri() asks the system whether its path is a directory: below this one the answer is immediate
    private static final Path NOWHERE = Path.of("/dev/null");

    private RawNames() {}

    static String decode(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(in, out, true);
        while (result.isError()) {
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (0xDC00 + (in.get() & 0xFF)));
            }
            result = decoder.decode(in, out, true);
        }
        return out.flip().toString();
    }

    static byte[] encode(String name) {
        if (isUtf8(name)) {
            return name.getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(name.length() + 16);
        name.codePoints().forEach(c -> {
            if (isRawByte(c)) {
                bytes.write(c - 0xDC00);
            } else {
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        });
        return bytes.toByteArray();
    }

    static boolean isUtf8(String name) {
        return name.codePoints().noneMatch(RawNames::isRawByte);
    }

    /** For people: what is no UTF-8 becomes U+FFFD. */
    static String printable(String name) {
        if (isUtf8(name)) {
            return name;
        }
        StringBuilder text = new StringBuilder();
        name.codePoints().forEach(c -> text.appendCodePoint(isRawByte(c) ? 0xFFFD : c));
        return text.toString();
    }

    /** The name that {@code path} holds; the JVM's own decoding would lose bytes in the C locale. */
    static String of(Path path) {
        String text = path.toString();
        if (!BYTES || isAscii(text)) {
            return BYTES ? text : text.replace(File.separatorChar, '/');
        }
        List<String> names = new ArrayList<>();
        for (Path name : path) {
            String raw = NOWHERE.resolve(name).toUri().getRawPath();
            names.add(decode(percentDecoded(raw.substring(NOWHERE.toString().length() + 1))));
        }
        return (path.isAbsolute() ? "/" : "") + String.join("/", names);
    }

    /** The path of a name, or of several joined by {@code /}. */
    static Path path(String name) {
        if (!BYTES || isAscii(name)) {
            return Path.of(name);
        }
        boolean absolute = name.startsWith("/");
        StringBuilder uri = new StringBuilder(absolute ? "file://" : "file:///");
        for (byte b : encode(name)) {
            boolean plain = b == '/' || (b > 0 && Character.isLetterOrDigit(b));
            uri.append(plain ? String.valueOf((char) b) : String.format(Locale.ROOT, "%%%02X", b & 0xFF));
        }
        Path path = Path.of(URI.create(uri.toString()));
        return absolute ? path : path.subpath(0, path.getNameCount());
    }

    /** The names between the slashes; empty ones and {@code .} are none. */
    static List<String> split(String path) {
        List<String> names = new ArrayList<>();
        int start = 0;
        while (start <= path.length()) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            String name = path.substring(start, end);
            if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
            start = end + 1;
        }
        return names;
    }

    private static boolean isRawByte(int codePoint) {
        return codePoint >= 0xDC80 && codePoint <= 0xDCFF;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7E) {
                return false;
            }
        }
        return true;
    }

    private static byte[] percentDecoded(String raw) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) == '%') {
                bytes.write(Integer.parseInt(raw.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(raw.charAt(i));
            }
        }
        return bytes.toByteArray();
    }
}
