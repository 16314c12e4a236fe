package io.calink.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/** One gzip member (RFC 1952). */
final class GzipStream extends BlockStream {
    private static final byte[] HEADER = {0x1F, (byte) 0x8B, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xFF};

    GzipStream(
            OutputStream out,
            Compression compression,
            @Nullable IndexRecorder index,
            @Nullable EarlierArchive earlier) {
        super(out, compression, index, earlier);
    }

    @Override
    void open() throws IOException {
        emit(HEADER);
    }

    @Override
    byte[] meaningless() {
        return EMPTY_BLOCK;
    }

    @Override
    void complete() throws IOException {
        align();
        emit(Seal.inDeflate(emittedCrc()));
        endDeflate();
        ByteBuffer trailer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        emit(trailer.putInt(crc()).putInt((int) size()).array());
    }
}
