package io.calink.archive;

import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/** What compresses blocks, one at a time. */
final class DeflateEngine {
    private final Deflater zlib;
    private final @Nullable Libdeflate fast;
    private final HeaderDeflater headers = new HeaderDeflater();

    /**
     * Where libdeflate is asked for and not there, it is zlib. A level of libdeflate packs as well as the next one of zlib,
     * and better.
     */
    DeflateEngine(Compression compression) {
        zlib = new Deflater(compression.level(), true);
        fast = compression.engine() == Compression.Engine.FAST
                ? Libdeflate.open(Math.max(1, compression.level() - 1), compression.piece())
                : null;
    }

    Deflater zlib() {
        return zlib;
    }

    /** What compresses the headers between small files. */
    HeaderDeflater headers() {
        return headers;
    }

    /** What compresses instead of zlib, if anything does. */
    @Nullable
    Libdeflate fast() {
        return fast;
    }

    void end() {
        zlib.end();
        if (fast != null) {
            fast.close();
        }
    }
}
