package io.calink.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * A part of a deflate stream (RFC 1951) that is compressed by itself, refers back into the 32 KiB before it, and ends
 * at a byte, so that blocks compressed at the same time make one stream. It consists of pieces, which end at a byte too.
 */
final class DeflateBlock {
    private static final int WINDOW = 32 << 10;

    /** How far it is worth looking back between small files: the compressor takes its time to look. */
    private static final int NEAR = 12 << 10;

    /** What is looked at as a whole, to be compressed or to be stored. */
    private static final int PART = 64 << 10;

    /** The window, which ends where the content begins, and the content. */
    private final byte[] input;

    private final List<Piece> pieces = new ArrayList<>();
    private final Deflated output;
    private Piece current = Piece.of(Piece.Kind.LOOSE, 0, 0, true, 0);

    /** Where that begins to which what comes now may refer; before the content it is negative. */
    private int floor;

    /** Where that begins to which small files may refer, and where the last of those ends. */
    private int group;

    private int groupEnd;
    private boolean filled;
    private int length;
    private int copied;

    /** Where the content ends that the compressor has in mind; negative if it has to begin anew. */
    private int minded;

    DeflateBlock(int size) {
        input = new byte[WINDOW + size];
        output = new Deflated(size + size / 64);
    }

    /** Empties it, for what comes after {@code before}. */
    void follow(DeflateBlock before) {
        int window = Math.min(WINDOW, before.length - before.floor);
        System.arraycopy(before.input, WINDOW + before.length - window, input, WINDOW - window, window);
        empty(window, before.current.kind());
        filled = before.filled;
    }

    /** Empties it, for what comes after nothing. */
    void restart() {
        empty(0, Piece.Kind.LOOSE);
        filled = false;
    }

    private void empty(int window, Piece.Kind kind) {
        pieces.clear();
        current = Piece.of(kind, 0, 0, false, 0);
        floor = -window;
        length = 0;
        copied = 0;
        endGroup();
        begin(kind);
    }

    private void endGroup() {
        group = length;
        groupEnd = -1;
    }

    /** What is put in from now on does not refer to what came before. */
    void forget() {
        floor = length;
        endGroup();
        begin(current.kind());
    }

    Piece.Kind kind() {
        return current.kind();
    }

    /** Begins a piece of what is put in from now on. */
    void begin(Piece.Kind kind) {
        boolean afterSmall = close();
        if (kind == Piece.Kind.PART) {
            endGroup();
        }
        int window = Math.min(WINDOW, length - floor);
        int gap = 0;
        if (kind == Piece.Kind.SMALL) {
            window = groupEnd < 0 ? 0 : Math.min(NEAR, length - group);
            gap = length - groupEnd;
        } else if (afterSmall) {
            window = Math.min(NEAR, window);
        }
        current = Piece.of(kind, length, window, floor == length, gap);
    }

    /** The next small files do not refer to those before. */
    void beginGroup() {
        close();
        endGroup();
        current = Piece.of(Piece.Kind.LOOSE, length, Math.min(NEAR, length - floor), floor == length, 0);
    }

    /** Whether the last piece is a small file. */
    private boolean close() {
        if (current.length() > 0) {
            pieces.add(current);
            if (current.kind() == Piece.Kind.SMALL) {
                groupEnd = current.end();
            }
        }
        return !pieces.isEmpty() && pieces.get(pieces.size() - 1).kind() == Piece.Kind.SMALL;
    }

    /** Takes over a segment of a large file of an earlier archive; what comes then does not refer to it. */
    void copy(Segment segment) {
        close();
        pieces.add(Piece.copied(Piece.Kind.PART, length, segment.window() == 0, segment));
        copied += segment.packed();
        floor = length;
        endGroup();
        current = Piece.of(Piece.Kind.LOOSE, length, 0, true, 0);
    }

    /** Takes over a small file; there has to be room for it. */
    void copySmall(Segment segment) {
        close();
        pieces.add(Piece.copied(Piece.Kind.SMALL, length, false, segment));
        Arrays.fill(input, WINDOW + length, WINDOW + length + segment.length(), Masked.FILLER);
        filled = true;
        length += segment.length();
        groupEnd = length;
        current = Piece.of(Piece.Kind.LOOSE, length, Math.min(NEAR, length - floor), false, 0);
    }

    /** Takes in as many bytes as there is room for, and returns how many that were. */
    int put(byte[] bytes, int offset, int count) {
        int taken = Math.min(count, room());
        System.arraycopy(bytes, offset, input, WINDOW + length, taken);
        length += taken;
        current.grow(taken);
        return taken;
    }

    boolean isEmpty() {
        return length == 0 && pieces.isEmpty();
    }

    boolean isFull() {
        return room() == 0;
    }

    /** How many bytes can still be put in, or taken over. */
    int room() {
        return Math.max(0, input.length - WINDOW - length - copied);
    }

    /** What it consists of, once it is compressed. */
    List<Piece> pieces() {
        return Collections.unmodifiableList(pieces);
    }

    /** What came of it: the first {@link #compressed} bytes. */
    byte[] output() {
        return output.bytes();
    }

    int compressed() {
        return output.length();
    }

    /** Nothing is put in any more. */
    void end() {
        close();
    }

    /**
     * Compresses the content; what cannot be compressed is stored, and what an earlier archive has is taken from there.
     *
     * @throws IOException if what was to be taken over is not there any more
     */
    void compress(DeflateEngine engine, @Nullable EarlierArchive earlier) throws IOException {
        output.clear();
        minded = -1;
        for (Piece piece : pieces) {
            Segment copied = piece.copied();
            if (copied == null) {
                compress(engine, piece, earlier);
            } else if (earlier == null || !take(piece, earlier, copied)) {
                throw new IOException("The earlier archive was changed while it was copied from.");
            }
        }
    }

    private void compress(DeflateEngine engine, Piece piece, @Nullable EarlierArchive earlier) {
        int start = WINDOW + piece.start();
        int end = WINDOW + piece.end();
        CRC32 crc = new CRC32();
        crc.update(input, start, end - start);
        boolean small = piece.kind() == Piece.Kind.SMALL;
        if (piece.window() > 0
                && (small || filled)
                && piece.kind() != Piece.Kind.PART
                && Masked.isSeenIn(input, start, end)) {
            piece.withoutWindow();
        }
        byte[] before = small ? Masked.window(pieces, piece, input, WINDOW) : input;
        int begin = small ? 0 : start - piece.window();
        ByteBuffer key =
                piece.kind() == Piece.Kind.LOOSE ? null : Segment.key(input, start, end, before, begin, piece.window());
        Segment found = key == null || earlier == null ? null : earlier.find(key, end - start, piece.window());
        if (found == null || earlier == null || found.crc() != (int) crc.getValue() || !take(piece, earlier, found)) {
            int from = output.length();
            if (small) {
                compressSmall(engine, piece, before);
            } else {
                compress(engine, piece);
            }
            piece.done(from, output.length(), (int) crc.getValue(), false);
            if (key != null) {
                piece.tell(key, Segment.seal(output.bytes(), from, output.length()));
            }
        }
    }

    private boolean take(Piece piece, EarlierArchive earlier, Segment segment) {
        byte[] bytes = earlier.read(segment);
        if (bytes == null) {
            return false;
        }
        int from = output.length();
        output.put(bytes);
        minded = -1;
        piece.done(from, output.length(), segment.crc(), true);
        piece.tell(segment.key(), segment.seal());
        return true;
    }

    private void compressSmall(DeflateEngine engine, Piece piece, byte[] before) {
        minded = -1;
        if (isRandom(piece.start(), piece.end())) {
            output.store(input, WINDOW + piece.start(), WINDOW + piece.end());
        } else {
            // also where there is libdeflate: it cannot refer to what came before, which is most of a small file's gain
            Deflater deflater = engine.zlib();
            deflater.reset();
            deflater.setDictionary(before);
            output.deflate(deflater, input, WINDOW + piece.start(), WINDOW + piece.end());
        }
    }

    private void compress(DeflateEngine engine, Piece piece) {
        int start = piece.start();
        while (start < piece.end()) {
            boolean random = isRandom(start, piece.end());
            int end = start + PART;
            while (end < piece.end() && isRandom(end, piece.end()) == random) {
                end += PART;
            }
            end = Math.min(end, piece.end());
            if (random) {
                output.store(input, WINDOW + start, WINDOW + end);
            } else {
                deflate(engine, start, end, Math.min(WINDOW, piece.window() + start - piece.start()));
            }
            start = end;
        }
    }

    private void deflate(DeflateEngine engine, int start, int end, int window) {
        if (engine.fast() != null) {
            output.deflate(engine.fast(), input, WINDOW + start, WINDOW + end);
            minded = -1;
            return;
        }
        Deflater deflater = engine.zlib();
        if (window == 0 || minded != start) {
            deflater.reset();
            deflater.setDictionary(input, WINDOW + start - window, window);
        }
        output.deflate(deflater, input, WINDOW + start, WINDOW + end);
        minded = end;
    }

    private boolean isRandom(int start, int end) {
        return Entropy.isRandom(input, WINDOW + start, Math.min(PART, end - start));
    }
}
