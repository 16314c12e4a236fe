package io.calink.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** A stream of deflate blocks that are compressed several at a time, with the checksum of what went in. */
abstract class BlockStream extends CompressedStream {
    /** An empty stored block: what a byte-aligned deflate stream can hold at any place without a meaning. */
    static final byte[] EMPTY_BLOCK = {0, 0, 0, (byte) 0xFF, (byte) 0xFF};

    /** An empty block with fixed codes that says that it is the last. */
    private static final byte[] LAST_BLOCK = {3, 0};

    private final BlockDeflater blocks;
    private final CRC32 crc = new CRC32();
    private long size;
    private final @Nullable IndexRecorder index;
    private long scope;
    private long emitted;

    BlockStream(OutputStream out, Compression compression, @Nullable IndexRecorder index) {
        super(out);
        this.index = index;
        this.blocks = new BlockDeflater(compression);
    }

    @Override
    final void compress(byte[] bytes, int offset, int length) throws IOException {
        crc.update(bytes, offset, length);
        size += length;
        for (int taken = 0; taken < length; taken += blocks.put(bytes, offset + taken, length - taken)) {
            if (blocks.isFull()) {
                dispatch();
            }
        }
    }

    private void dispatch() throws IOException {
        while (!blocks.mayDispatch() || blocks.hasFinishedBlock()) {
            emitOldest();
        }
        blocks.dispatch();
    }

    private void emitOldest() throws IOException {
        DeflateBlock block = blocks.take();
        if (index != null && block.isFresh() && emitted > 0) {
            index.point(scope, written(), emitted);
        }
        emit(block.output(), 0, block.compressed());
        emitted += block.length();
        blocks.giveBack(block);
    }

    @Override
    final void align() throws IOException {
        dispatch();
        while (blocks.hasBlocks()) {
            emitOldest();
        }
    }

    /** Ends the deflate stream; the next one begins anew, without a look back. */
    final void endDeflate() throws IOException {
        align();
        emit(LAST_BLOCK);
    }

    /** The checksum of what went in since {@link #restart}. */
    final int crc() {
        return (int) crc.getValue();
    }

    /** How many bytes went in since {@link #restart}. */
    final long size() {
        return size;
    }

    /** What comes now has a number of its own in the index. */
    final void nextScope() {
        scope++;
    }

    final void restart() {
        crc.reset();
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
