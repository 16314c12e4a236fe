package io.calink.redaction;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Sends texts through streams. */
final class Streams {
    private Streams() {}

    static String through(UnaryOperator<OutputStream> over, String text) throws IOException {
        byte[] bytes = through(over, text.getBytes(StandardCharsets.UTF_8), null);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Cuts the text at random places, if there is a source of chance. */
    static byte[] through(UnaryOperator<OutputStream> over, byte[] text, @Nullable Random cuts) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream stream = over.apply(out)) {
            int at = 0;
            while (at < text.length) {
                int part = cuts == null ? text.length : 1 + cuts.nextInt(cuts.nextInt(20) == 0 ? 100_000 : 300);
                int count = Math.min(part, text.length - at);
                stream.write(text, at, count);
                at += count;
            }
        }
        return out.toByteArray();
    }
}
