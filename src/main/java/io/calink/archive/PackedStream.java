package io.calink.archive;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** A tar archive in the packing of somebody else, or in none. */
final class PackedStream extends CompressedStream {
    private final @Nullable Packing packing;
    private OutputStream encoder = OutputStream.nullOutputStream();

    PackedStream(OutputStream out, @Nullable Packing packing) {
        super(out);
        this.packing = packing;
    }

    @Override
    void open() throws IOException {
        OutputStream emitter = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                emit(bytes, offset, length);
            }
        };
        encoder = packing == null ? emitter : packing.packed(emitter);
    }

    @Override
    void compress(byte[] bytes, int offset, int length) throws IOException {
        encoder.write(bytes, offset, length);
    }

    @Override
    void align() throws IOException {
        encoder.flush();
    }

    @Override
    byte[] meaningless() {
        return new byte[0];
    }

    @Override
    void complete() throws IOException {
        encoder.close();
    }

    @Override
    long held() {
        return 0;
    }

    @Override
    void release() {
        encoder = OutputStream.nullOutputStream();
    }
}
