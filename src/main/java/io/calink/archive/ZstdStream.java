package io.calink.archive;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** One Zstandard frame (RFC 8878), compressed on threads of the library. */
final class ZstdStream extends CompressedStream {
    private static final int LEVEL = 3;

    /** Bytes that one thread takes at once: more would cost more memory. */
    private static final int JOB = 1 << 20;

    /** A raw block of no bytes that is not the last, as it may stand between any two blocks. */
    private static final byte[] EMPTY_BLOCK = {0, 0, 0};

    private final Compression compression;
    private @Nullable ZstdOutputStreamNoFinalizer zstd;
    private long held;
    private boolean released;

    ZstdStream(OutputStream out, Compression compression) {
        super(out);
        this.compression = compression;
    }

    @Override
    void open() throws IOException {
        zstd = library();
    }

    private ZstdOutputStreamNoFinalizer library() throws IOException {
        try {
            return new ZstdOutputStreamNoFinalizer(new Emitter(), LEVEL)
                    .setChecksum(true)
                    .setWorkers(compression.threads())
                    .setJobSize(JOB);
        } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
            throw new IOException(
                    "This machine cannot load the zstd library, which is needed for tar.zst: use tar.gz or zip.", e);
        }
    }

    private ZstdOutputStreamNoFinalizer zstd() throws IOException {
        if (zstd == null) {
            throw new IOException("The archive cannot go on: it was not begun.");
        }
        return zstd;
    }

    @Override
    void compress(byte[] bytes, int offset, int length) throws IOException {
        zstd().write(bytes, offset, length);
        held += length;
    }

    @Override
    void align() throws IOException {
        zstd().flush();
        held = 0;
    }

    @Override
    byte[] meaningless() {
        return EMPTY_BLOCK;
    }

    @Override
    void complete() throws IOException {
        zstd().closeWithoutClosingParentStream();
        emit(Seal.inZstd(emittedCrc()));
    }

    @Override
    long held() {
        return held;
    }

    @Override
    void release() {
        released = true;
        if (zstd != null) {
            try {
                zstd.closeWithoutClosingParentStream();
            } catch (IOException e) {
                // nothing is emitted any more that could fail
            }
        }
    }

    /** Takes what the library writes, which ends the frame even where it is only to be freed. */
    private final class Emitter extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (!released) {
                emit(bytes, offset, length);
            }
        }
    }
}
