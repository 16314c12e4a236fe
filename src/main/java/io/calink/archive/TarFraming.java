package io.calink.archive;

import java.io.IOException;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A tar archive inside a compressed stream. */
final class TarFraming implements Framing {
    private final TarArchiveOutputStream tar;
    private long position;

    TarFraming(CompressedStream compressed) {
        this.tar = TarHeaders.stream(compressed);
    }

    @Override
    public void begin(Entry entry) throws IOException {
        tar.putArchiveEntry(TarHeaders.header(entry));
        position = tar.getBytesWritten();
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void write(byte[] bytes, int length) throws IOException {
        tar.write(bytes, 0, length);
    }

    @Override
    public void end() throws IOException {
        tar.closeArchiveEntry();
    }

    @Override
    public void endOfEntries() throws IOException {
        tar.finish();
    }
}
