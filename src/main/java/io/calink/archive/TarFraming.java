package io.calink.archive;

import java.io.IOException;

/** A tar archive inside a compressed stream. */
final class TarFraming implements Framing {
    private static final int RECORD = 512;

    private final CompressedStream compressed;
    private long position;
    private long end;

    TarFraming(CompressedStream compressed) {
        this.compressed = compressed;
    }

    @Override
    public void begin(Entry entry) throws IOException {
        byte[] header = TarHeaders.bytes(entry);
        put(header, header.length);
        end = position + entry.size();
    }

    /** Where the next byte of the content comes out. */
    @Override
    public long position() {
        return position;
    }

    private void put(byte[] bytes, int length) throws IOException {
        compressed.write(bytes, 0, length);
        position += length;
    }

    @Override
    public void write(byte[] bytes, int length) throws IOException {
        put(bytes, length);
    }

    /** So many bytes of the content have found their own way. */
    void pass(long count) {
        position += count;
    }

    @Override
    public void end() throws IOException {
        if (position != end) {
            throw new IOException("An entry of the archive has another size than it announced.");
        }
        pad(RECORD);
    }

    private void pad(int unit) throws IOException {
        int rest = (int) (position % unit);
        if (rest > 0) {
            put(new byte[unit - rest], unit - rest);
        }
    }

    @Override
    public void endOfEntries() throws IOException {
        put(new byte[2 * RECORD], 2 * RECORD);
        pad(TarHeaders.BLOCK);
    }
}
