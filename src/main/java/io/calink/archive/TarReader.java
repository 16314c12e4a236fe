package io.calink.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.jspecify.annotations.Nullable;

/**
 * A tar stream that is read with distrust: the library takes a missing end for an end, reads names of any length into
 * memory, passes over wrong checksums and makes absolute names relative.
 */
final class TarReader extends TarArchiveInputStream {
    private static final int RECORD = 512;
    private static final int LONGEST_EXTENSION = 1 << 20;
    private static final int MOST_EXTENSIONS = 8;
    private static final int SIZE_OFFSET =
            TarConstants.NAMELEN + TarConstants.MODELEN + TarConstants.UIDLEN + TarConstants.GIDLEN;

    /** Where GNU's header of a file with holes, and each continuation of its map, says that another one follows. */
    private static final int MAP_FOLLOWS = 482;

    private static final int MORE_OF_MAP = 504;
    private static final String FOREIGN = "it has a kind of header that CaLink never writes";

    private final ByteArrayOutputStream extension = new ByteArrayOutputStream();
    private final boolean foreign;
    private boolean ended;
    private byte flag;
    private int extensions;
    private boolean mapFollows;
    private boolean unicode;

    TarReader(InputStream in) {
        this(in, false);
    }

    /** {@code foreign}: whether it may hold what an archive of ours cannot, as those of others do. */
    TarReader(InputStream in, boolean foreign) {
        super(in, RECORD, ISO_8859_1.name());
        this.foreign = foreign;
    }

    /** Whether the names of the current entry came out of a PAX header, and so are text already. */
    boolean unicode() {
        return unicode;
    }

    @Override
    protected byte @Nullable [] readRecord() throws IOException {
        byte[] record = super.readRecord();
        if (record == null) {
            if (foreign) {
                return null;
            }
            throw new DamagedException("its end is missing");
        }
        if (mapFollows) {
            mapFollows = record[MORE_OF_MAP] != 0;
            return record;
        }
        boolean end = isEOFRecord(record);
        if (ended && !end && !foreign) {
            throw new DamagedException("something stands after its end");
        }
        ended = end;
        unicode = unicode && extensions > 0;
        inspectExtension();
        if (end && extensions > 0) {
            throw new DamagedException("a long name has no entry");
        }
        if (!end) {
            inspectHeader(record);
        }
        return record;
    }

    /** Sees what the library reads of names that are too long for a header. */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = super.read(target, offset, length);
        if (extensions > 0 && count > 0) {
            extension.write(target, offset, count);
        }
        return count;
    }

    private void inspectHeader(byte[] header) throws IOException {
        if (!TarUtils.verifyCheckSum(header)) {
            throw new DamagedException("a header has a wrong checksum");
        }
        flag = header[TarConstants.LF_OFFSET];
        switch (flag) {
            case TarConstants.LF_GNUTYPE_LONGNAME,
                    TarConstants.LF_GNUTYPE_LONGLINK,
                    TarConstants.LF_PAX_EXTENDED_HEADER_LC -> inspectExtensionHeader(header);
            case TarConstants.LF_PAX_EXTENDED_HEADER_UC, TarConstants.LF_PAX_GLOBAL_EXTENDED_HEADER -> {
                requireForeign();
                inspectExtensionHeader(header);
            }
            case TarConstants.LF_GNUTYPE_SPARSE -> {
                requireForeign();
                mapFollows = header[MAP_FOLLOWS] != 0;
                extensions = 0;
            }
            default -> extensions = 0;
        }
    }

    private void requireForeign() throws DamagedException {
        if (!foreign) {
            throw new DamagedException(FOREIGN);
        }
    }

    private void inspectExtensionHeader(byte[] header) throws IOException {
        long size = TarUtils.parseOctalOrBinary(header, SIZE_OFFSET, TarConstants.SIZELEN);
        if (size < 0 || size > LONGEST_EXTENSION || ++extensions > MOST_EXTENSIONS) {
            throw new DamagedException("a name in it is longer than any name can be");
        }
    }

    private void inspectExtension() throws IOException {
        if (extension.size() == 0) {
            return;
        }
        String text = extension.toString(ISO_8859_1);
        extension.reset();
        boolean pax = flag == TarConstants.LF_PAX_EXTENDED_HEADER_LC;
        unicode |= pax && (text.contains(" path=") || text.contains(" linkpath="));
        if (foreign) {
            return;
        }
        if (pax && text.contains(" GNU.sparse.")) {
            throw new DamagedException(FOREIGN);
        }
        if (pax ? text.contains(" path=/") : flag == TarConstants.LF_GNUTYPE_LONGNAME && text.startsWith("/")) {
            throw new DamagedException("it has an absolute name; names in an archive are relative");
        }
    }
}
