package io.calink.bundle;

import io.calink.archive.Packing;
import io.calink.redaction.Binary;
import io.calink.redaction.Counts;
import io.calink.redaction.KnownValues;
import io.calink.redaction.Masking;
import io.calink.redaction.Redactor;
import io.calink.redaction.Rules;
import io.calink.redaction.Watch;
import java.io.BufferedInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Copies what is in files without what is secret in it: text, and text that is compressed. */
final class Content {
    private static final int BUFFER = 1 << 16;

    /** What comes out of a compressed text may be as long as this; more is a bomb, or nothing that anybody reads. */
    private static final long MOST_UNPACKED = 1L << 30;

    private final Rules rules;
    private final Redactor redactor;
    private final Watch watch;
    private final @Nullable Masking masking;
    private final Counts counts;
    private final Stop stop;

    /**
     * What became of a content.
     *
     * @param leftOut why it is not in the copy, as the end of a sentence; {@code null} if it is
     * @param unredacted why it was copied as it is; {@code null} if it was redacted
     */
    record Outcome(@Nullable String leftOut, @Nullable String unredacted) {
        private static final Outcome REDACTED = new Outcome(null, null);

        private static Outcome leftOut(String why) {
            return new Outcome(why, null);
        }
    }

    /** A compressed content that cannot be redacted; what was written of it by then is to be thrown away. */
    private static final class UnpackException extends IOException {
        private static final long serialVersionUID = 1;

        UnpackException(String message) {
            super(message);
        }
    }

    Content(Rules rules, KnownValues known, @Nullable Masking masking, Counts counts, Stop stop) {
        this.rules = rules;
        this.redactor = new Redactor(rules, known, masking);
        this.watch = new Watch(rules, known);
        this.masking = masking;
        this.counts = counts;
        this.stop = stop;
    }

    /** A name without what is secret in it; its slashes stay. */
    String name(String name) {
        return Stream.of(name.split("/", -1))
                .map(component -> redactor.text(component, counts))
                .collect(Collectors.joining("/"));
    }

    /** What an owner is called, given the number. */
    String owner(String name, long id) {
        return masking == null ? name : masking.owner(name, id);
    }

    /** What is said of an entry, without what is secret in it; that is in no copy, and does not count. */
    String shown(String text) {
        return redactor.text(text, new Counts());
    }

    /** The absolute paths that an entry may have had: which of its directories was the root is not known. */
    static List<String> places(String name) {
        List<String> places = new ArrayList<>();
        for (int slash = -1; slash < name.length(); ) {
            places.add("/" + name.substring(slash + 1));
            int next = name.indexOf('/', slash + 1);
            slash = next < 0 ? name.length() : next;
        }
        return places;
    }

    /** Whether a stream that can go back to its begin is text. */
    static boolean isText(String name, InputStream in) throws IOException {
        return Binary.of(head(in), name) == Binary.TEXT;
    }

    /** Copies a content; what stays out may have been written in part. {@code out} stays open. */
    Outcome copy(String name, InputStream in, OutputStream out) throws IOException {
        byte[] head = head(in);
        Binary binary = Binary.of(head, name);
        Packing packing = Packing.of(head);
        if (packing != null && binary.compressed()) {
            return unpacked(name, in, packing, out);
        }
        return switch (binary) {
            case TEXT -> {
                redact(in, out, Long.MAX_VALUE);
                yield Outcome.REDACTED;
            }
            case KNOWN ->
                masking != null && !isAllowed(name)
                        ? Outcome.leftOut("is binary, so that names in it cannot be replaced")
                        : asItIs(in, out, "is binary, of a kind that is known to be harmless, and was copied as it is");
            default ->
                isAllowed(name)
                        ? asItIs(in, out, "is binary, is allowed, and was copied as it is")
                        : Outcome.leftOut("is binary, so that nobody can tell what is secret in it");
        };
    }

    private boolean isAllowed(String name) {
        return places(name).stream().anyMatch(rules::allows);
    }

    private Outcome asItIs(InputStream in, OutputStream out, String why) throws IOException {
        in.transferTo(new Watched(out));
        return new Outcome(null, why);
    }

    private Outcome unpacked(String name, InputStream in, Packing packing, OutputStream out) throws IOException {
        String inner = name.replaceFirst("\\.(?i:gz|xz|zst|bz2)$", "");
        try (InputStream plain = new BufferedInputStream(new Unpacked(packing, in), BUFFER)) {
            if (!isText(inner, plain)) {
                return Outcome.leftOut("is compressed, and what is in it is no text");
            }
            try (OutputStream packed = packing.packed(new Open(out))) {
                redact(plain, packed, MOST_UNPACKED);
            }
            return Outcome.REDACTED;
        } catch (UnpackException e) {
            return Outcome.leftOut(String.valueOf(e.getMessage()));
        }
    }

    private void redact(InputStream in, OutputStream out, long most) throws IOException {
        long left = most;
        try (OutputStream clean =
                redactor.over(watch.over(new Open(out), rules.settings().onLeak(), counts), counts)) {
            byte[] buffer = new byte[BUFFER];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                stop.check();
                left -= length;
                if (left < 0) {
                    throw new UnpackException("is compressed, and more than " + (most >> 20) + " MiB come out of it");
                }
                clean.write(buffer, 0, length);
            }
        }
    }

    private static byte[] head(InputStream in) throws IOException {
        in.mark(Binary.HEAD);
        byte[] head = in.readNBytes(Binary.HEAD);
        in.reset();
        return head;
    }

    /** Trouble with what is compressed is that of one content, and not of all. */
    private static final class Unpacked extends InputStream {
        private final InputStream in;

        Unpacked(Packing packing, InputStream packed) throws IOException {
            try {
                this.in = packing.unpacked(packed);
            } catch (IOException e) {
                throw damaged(packing, e);
            }
            this.packing = packing;
        }

        private final Packing packing;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return in.read(bytes, offset, length);
            } catch (IOException e) {
                throw damaged(packing, e);
            }
        }

        private static IOException damaged(Packing packing, IOException e) {
            UnpackException damaged = new UnpackException(
                    "is damaged: it cannot be decompressed as " + packing.name().toLowerCase(Locale.ROOT));
            damaged.initCause(e);
            return damaged;
        }
    }

    /** A stream that is flushed, but not closed. */
    private static class Open extends FilterOutputStream {
        Open(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    /** The same, which looks out for a request to stop. */
    private final class Watched extends Open {
        Watched(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            stop.check();
            super.write(bytes, offset, length);
        }
    }
}
