package io.calink.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarUtils;

/** Goes to a place in the content of an entry, once it has seen that this entry is where the index says. */
final class Seeker {
    /** What is passed over faster than another place to begin at is found. */
    private static final int NEAR = 1 << 20;

    private static final int GZIP_HEADER = 10;
    private static final int TAR_HEADER = 512;
    private static final int TAR_SIZE =
            TarConstants.NAMELEN + TarConstants.MODELEN + TarConstants.UIDLEN + TarConstants.GIDLEN;
    private static final int ZIP_HEADER = 30;
    private static final int ZIP_MAGIC = 0x04034B50;
    private static final int DEFLATED = 8;

    private final IndexFile index;
    private final Inflated in;

    Seeker(IndexFile index, Inflated in) {
        this.index = index;
        this.in = in;
    }

    /** False if the entry is not there, or cannot be reached in this format but by a pass. */
    boolean seek(Listed entry, long from) throws IOException {
        ByteBuffer magic = in.peek(0, Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        if (magic.getInt(0) == ZIP_MAGIC) {
            return entry.size() > 0 && inZip(entry, from);
        }
        boolean gzip = (magic.getInt(0) & 0xFFFFFF) == 0x088B1F;
        return gzip && inTar(entry, from);
    }

    private boolean inTar(Listed entry, long from) throws IOException {
        long content = entry.position();
        long header = content - TAR_HEADER;
        int longName = (int) Math.min(header, 1 + entry.rawName().length + TAR_HEADER);
        IndexFile.Point start = new IndexFile.Point(GZIP_HEADER, 0);
        IndexFile.Point near = index.before(0, header - longName, start);
        in.goTo(near.compressed());
        in.pass(header - longName - near.plain());
        byte[] before = in.readNBytes(longName);
        if (!isHeaderOf(entry, in.readNBytes(TAR_HEADER), before)) {
            return false;
        }
        IndexFile.Point far = from < NEAR ? near : index.before(0, content + from, near);
        if (far.plain() > content) {
            in.goTo(far.compressed());
            in.pass(content + from - far.plain());
        } else {
            in.pass(from);
        }
        return true;
    }

    /** Of a name too long for the header, its beginning stands there, and the whole of it before. */
    private static boolean isHeaderOf(Listed entry, byte[] header, byte[] before) {
        if (header.length < TAR_HEADER || !TarUtils.verifyCheckSum(header)) {
            return false;
        }
        int length = 0;
        while (length < TarConstants.NAMELEN && header[length] != 0) {
            length++;
        }
        boolean whole = length < TarConstants.NAMELEN;
        return header[TarConstants.LF_OFFSET] == TarConstants.LF_NORMAL
                && TarUtils.parseOctalOrBinary(header, TAR_SIZE, TarConstants.SIZELEN) == entry.size()
                && (whole ? isBelow(entry, header, length) : endsWith(entry, before));
    }

    /** Whether the name of an entry is a full name without its first directory. */
    private static boolean isBelow(Listed entry, byte[] full, int length) {
        int top = 0;
        while (top < length && full[top] != '/') {
            top++;
        }
        byte[] name = entry.rawName();
        return Arrays.equals(name, 0, name.length, full, Math.min(length, top + 1), length);
    }

    /** Whether the name of an entry stands at the end of what is filled up by zeros to a whole block. */
    private static boolean endsWith(Listed entry, byte[] before) {
        int end = before.length;
        while (end > 0 && before[end - 1] == 0) {
            end--;
        }
        byte[] name = entry.rawName();
        int begin = end - name.length;
        return begin > 0 && before[begin - 1] == '/' && Arrays.equals(name, 0, name.length, before, begin, end);
    }

    private boolean inZip(Listed entry, long from) throws IOException {
        ByteBuffer header = in.peek(entry.position(), ZIP_HEADER).order(ByteOrder.LITTLE_ENDIAN);
        int length = Short.toUnsignedInt(header.getShort(26));
        byte[] name = new byte[length];
        in.peek(entry.position() + ZIP_HEADER, length).get(name);
        if (header.getInt(0) != ZIP_MAGIC
                || header.getShort(8) != DEFLATED
                || !Listed.below(RawText.decode(name)).equals(entry.name())) {
            return false;
        }
        long content = entry.position() + ZIP_HEADER + length + Short.toUnsignedInt(header.getShort(28));
        IndexFile.Point near = index.before(entry.number(), from, new IndexFile.Point(content, 0));
        in.goTo(near.compressed());
        in.pass(from - near.plain());
        return true;
    }
}
