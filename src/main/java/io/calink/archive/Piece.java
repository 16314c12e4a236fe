package io.calink.archive;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A part of a block that is compressed by itself, or taken over as it is from an earlier archive. */
final class Piece {
    /** What a piece holds, and so what it may refer to. */
    enum Kind {
        /** Anything; it may refer to all before it, and is never taken over. */
        LOOSE,
        /** A part of a large file, which refers to nothing but that. */
        PART,
        /** A small file, which refers to nothing but small files. */
        SMALL
    }

    private final Kind kind;
    private final int start;
    private final boolean point;
    private final int gap;
    private final @Nullable Segment copied;
    private int window;
    private int end;
    private int from;
    private int to;
    private int crc;
    private boolean reused;
    private @Nullable ByteBuffer key;
    private @Nullable ByteBuffer seal;

    private Piece(Kind kind, int start, int window, boolean point, int gap, @Nullable Segment copied) {
        this.kind = kind;
        this.start = start;
        this.window = window;
        this.point = point;
        this.gap = gap;
        this.copied = copied;
        this.end = start;
    }

    /**
     * Content that was put in.
     *
     * @param start where it begins in the block
     * @param window how many bytes before that it may refer to
     * @param point whether nothing from there on refers to anything before
     * @param gap how many bytes lie between the small file before it and this one
     */
    static Piece of(Kind kind, int start, int window, boolean point, int gap) {
        return new Piece(kind, start, window, point, gap, null);
    }

    /** What is taken over without a look at the content. */
    static Piece copied(Kind kind, int start, boolean point, Segment segment) {
        return new Piece(kind, start, segment.window(), point, segment.gap(), segment);
    }

    Kind kind() {
        return kind;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    void grow(int count) {
        end += count;
    }

    int window() {
        return window;
    }

    /** Refers to nothing after all. */
    void withoutWindow() {
        window = 0;
    }

    /** Whether a reader can begin here. */
    boolean isPoint() {
        return point;
    }

    @Nullable
    Segment copied() {
        return copied;
    }

    /** How many bytes come out of it. */
    int length() {
        return copied == null ? end - start : copied.length();
    }

    /** Writes down where its bytes lie in the output, and whether they come from an earlier archive. */
    void done(int from, int to, int crc, boolean reused) {
        this.from = from;
        this.to = to;
        this.crc = crc;
        this.reused = reused;
    }

    void tell(ByteBuffer key, ByteBuffer seal) {
        this.key = key;
        this.seal = seal;
    }

    int crc() {
        return crc;
    }

    boolean isReused() {
        return reused;
    }

    /** What a later archive has to know of it; {@code null} if none can take it over. */
    @Nullable
    Segment segment(long plain, long blockBegin) {
        return key == null || seal == null
                ? null
                : new Segment(
                        plain, length(), window, window == 0 ? 0 : gap, blockBegin + from, to - from, crc, key, seal);
    }

    /** Where it begins in the output. */
    int from() {
        return from;
    }
}
