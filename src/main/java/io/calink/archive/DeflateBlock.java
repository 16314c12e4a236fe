package io.calink.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a deflate stream (RFC 1951) that is compressed by itself, refers back into the 32 KiB before it, and ends
 * at a byte, so that blocks compressed at the same time make one stream. It consists of pieces, which end at a byte too.
 */
final class DeflateBlock {
    private static final int WINDOW = 32 << 10;

    /** How far it is worth looking back between small files: the compressor takes its time to look. */
    private static final int NEAR = 12 << 10;

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
        new PieceDeflater(input, WINDOW, filled, engine, earlier, output).compress(pieces);
    }
}
