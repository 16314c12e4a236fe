package io.calink.archive;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** A stream of deflate blocks that are compressed several at a time, with the checksum of what went in. */
abstract class BlockStream extends CompressedStream {
    /** An empty stored block: what a byte-aligned deflate stream can hold at any place without a meaning. */
    static final byte[] EMPTY_BLOCK = {0, 0, 0, (byte) 0xFF, (byte) 0xFF};

    /** An empty block with fixed codes that says that it is the last. */
    private static final byte[] LAST_BLOCK = {3, 0};

    /** As much as a group of small files should have in one block. */
    private static final int GROUP = 96 << 10;

    private final BlockDeflater blocks;
    private final int piece;
    private final int freshEvery;
    private final @Nullable IndexRecorder index;
    private long size;
    private long scope;
    private long emitted;
    private int crc;
    private long reused;
    private long place;
    private long contentLeft;
    private int pieceLeft;
    private Piece.Kind kind = Piece.Kind.LOOSE;

    BlockStream(
            OutputStream out,
            Compression compression,
            @Nullable IndexRecorder index,
            @Nullable EarlierArchive earlier) {
        super(out);
        this.index = index;
        this.piece = compression.piece();
        this.freshEvery = compression.freshEvery();
        this.blocks = new BlockDeflater(compression, earlier);
    }

    /** From now on all content is announced, so that a later archive can take it over. */
    final void announced() {
        blocks.refreshNoMore();
    }

    /** What comes now is content of a large file, which begins at {@code place} of that. */
    final void beginLarge(long place, long length) {
        this.place = place;
        contentLeft = length;
        pieceLeft = 0;
        kind = Piece.Kind.PART;
    }

    /** What comes now is a small file; there has to be room for it in a block. */
    final void beginSmall(int length) {
        contentLeft = length;
        pieceLeft = 0;
        kind = Piece.Kind.SMALL;
    }

    /** The small files that come now do not refer to those before. */
    final void beginGroup() throws IOException {
        locked(() -> {
            if (blocks.isShortOf(GROUP)) {
                dispatch();
            }
            blocks.beginGroup();
        });
    }

    /** Nothing that comes now refers to what was before. */
    final void fresh() throws IOException {
        locked(() -> blocks.beginFresh(Piece.Kind.LOOSE));
    }

    /** Whether there was no {@link #fresh} for so long that it is time. */
    final boolean isStale(int times) {
        return blocks.sinceFresh() >= (long) times * freshEvery;
    }

    @Override
    final void compress(byte[] bytes, int offset, int length) throws IOException {
        size += length;
        for (int taken = 0; taken < length; ) {
            if (contentLeft > 0 && pieceLeft == 0) {
                beginPiece();
            }
            if (blocks.isFull()) {
                dispatch();
            }
            int most = contentLeft > 0 ? Math.min(pieceLeft, length - taken) : length - taken;
            int count = blocks.put(bytes, offset + taken, most);
            taken += count;
            if (contentLeft > 0) {
                passContent(count);
            }
        }
    }

    private void beginPiece() throws IOException {
        boolean large = kind == Piece.Kind.PART;
        pieceLeft = (int) (large ? Math.min(contentLeft, piece - place % piece) : contentLeft);
        if (blocks.isShortOf(pieceLeft)) {
            dispatch();
        }
        if (large && (blocks.kind() != Piece.Kind.PART || place % freshEvery == 0)) {
            blocks.beginFresh(kind);
        } else {
            blocks.begin(kind);
        }
    }

    private void passContent(int count) {
        place += count;
        contentLeft -= count;
        pieceLeft -= count;
        if (contentLeft == 0) {
            blocks.begin(Piece.Kind.LOOSE);
        }
    }

    /** Takes over the segments of a large file. */
    final void copy(EarlierArchive.Known known) throws IOException {
        locked(() -> {
            Segments segments = known.segments();
            for (Segment segment = segments.next(); segment != null; segment = segments.next()) {
                if (blocks.isShortOf(segment.packed())) {
                    dispatch();
                }
                blocks.copy(segment);
                size += segment.length();
            }
        });
    }

    /** Takes over a small file; what it refers to has to stand before it as it did. */
    final void copySmall(Segment segment) throws IOException {
        locked(() -> {
            if (blocks.isShortOf(segment.length())) {
                dispatch();
            }
            blocks.copySmall(segment);
            size += segment.length();
        });
    }

    private void dispatch() throws IOException {
        while (!blocks.mayDispatch() || blocks.hasFinishedBlock()) {
            emitOldest();
        }
        blocks.dispatch();
    }

    private void emitOldest() throws IOException {
        DeflateBlock block = takeOldest();
        long begin = written();
        for (Piece piece : block.pieces()) {
            record(piece, begin);
            crc = Crc.joined(crc, piece.crc(), piece.length());
            emitted += piece.length();
            reused += piece.isReused() ? piece.length() : 0;
        }
        emit(block.output(), 0, block.compressed());
        blocks.giveBack(block);
    }

    private DeflateBlock takeOldest() throws IOException {
        try {
            return blocks.take();
        } catch (IOException e) {
            breakOff();
            throw e;
        }
    }

    private void record(Piece piece, long begin) {
        if (index == null) {
            return;
        }
        if (piece.isPoint() && emitted > 0) {
            index.point(scope, begin + piece.from(), emitted);
        }
        Segment segment = piece.segment(emitted, begin);
        if (segment != null) {
            index.segment(segment);
        }
    }

    @Override
    final void align() throws IOException {
        if (blocks.hasBlocks()) {
            dispatch();
        } else {
            blocks.dispatchHere();
        }
        while (blocks.hasBlocks()) {
            emitOldest();
        }
    }

    /** Ends the deflate stream; the next one begins anew, without a look back. */
    final void endDeflate() throws IOException {
        align();
        emit(LAST_BLOCK);
    }

    /** The checksum of what went in since {@link #restart}, once that is aligned. */
    final int crc() {
        return crc;
    }

    /** How many bytes went in since {@link #restart}. */
    final long size() {
        return size;
    }

    /** How many bytes that went in were not compressed, but taken over; of what is emitted. */
    final long reused() {
        return reused;
    }

    /** What comes now has a number of its own in the index. */
    final void nextScope() {
        scope++;
    }

    final void restart() {
        crc = 0;
        size = 0;
        emitted = 0;
        blocks.restart();
    }

    @Override
    final long held() {
        return size - emitted;
    }

    @Override
    final void release() {
        blocks.free();
    }
}
