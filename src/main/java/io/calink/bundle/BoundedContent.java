package io.calink.bundle;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A file's content until the bundle is cut short: from then on zeros, because the header before it has told the size
 * already.
 */
final class BoundedContent extends FilterInputStream {
    private final Packer packer;
    private final long size;
    private long taken;
    private long real;
    private Packer.@Nullable Cut cut;

    BoundedContent(InputStream content, long size, Packer packer) {
        super(content);
        this.packer = packer;
        this.size = size;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (cut == null && real < size) {
            cut = packer.cut();
        }
        if (cut != null) {
            return zeros(bytes, offset, length);
        }
        int got = super.read(bytes, offset, length);
        if (got > 0) {
            taken += got;
            real += got;
            packer.tally().read(got);
        }
        return got;
    }

    private int zeros(byte[] bytes, int offset, int length) {
        if (taken >= size) {
            return -1;
        }
        int count = (int) Math.min(length, size - taken);
        Arrays.fill(bytes, offset, offset + count, (byte) 0);
        taken += count;
        return count;
    }

    /** What the manifest says of the cut, or {@code null} if all of the content was taken. */
    @Nullable
    String cutDetail() {
        return cut == null || real == size
                ? null
                : "Cut after " + real + " of " + size + " bytes, the rest is zeros: " + cut.sentence() + ".";
    }
}
