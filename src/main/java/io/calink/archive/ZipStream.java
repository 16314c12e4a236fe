package io.calink.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A zip archive (PKWARE's APPNOTE 6.3), written without going back: what is not known when an entry begins stands after
 * it. The library's own writer compresses on one core and cannot be kept alive.
 */
final class ZipStream extends BlockStream implements Framing {
    private final ZipDirectory directory = new ZipDirectory();
    private @Nullable ZipRecord current;
    private long begin;
    private long content;

    ZipStream(OutputStream out, Compression compression, @Nullable IndexRecorder index) {
        super(out, compression, index, null);
    }

    @Override
    void open() {
        // a zip archive begins with its first entry
    }

    @Override
    public void begin(Entry entry) throws IOException {
        locked(() -> {
            closeEntry();
            byte[] target = entry.linkTarget() == null ? new byte[0] : RawText.encode(entry.linkTarget());
            begin = written();
            nextScope();
            ZipRecord record = new ZipRecord(entry, begin, target.length);
            CRC32 crc = new CRC32();
            crc.update(target);
            record.ends((int) crc.getValue(), target.length, target.length);
            emit(record.localHeader());
            emit(target);
            if (record.isDeflated()) {
                restart();
                content = written();
                current = record;
            } else {
                directory.add(record);
            }
        });
    }

    @Override
    public long position() {
        return begin;
    }

    @Override
    public void write(byte[] bytes, int length) throws IOException {
        write(bytes, 0, length);
    }

    /** The content stays open until something follows, so that there is a place for what keeps the archive alive. */
    @Override
    public void end() {}

    @Override
    public void endOfEntries() {
        // the stream's own end does it
    }

    private void closeEntry() throws IOException {
        if (current != null) {
            endDeflate();
            current.ends(crc(), written() - content, size());
            emit(current.descriptor());
            directory.add(current);
            current = null;
        }
    }

    @Override
    byte[] meaningless() {
        return current == null ? new byte[0] : EMPTY_BLOCK;
    }

    @Override
    void complete() throws IOException {
        closeEntry();
        directory.writeTo(this::emit, written());
        emit(Seal.inZip(emittedCrc()));
    }
}
