package io.calink.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.jspecify.annotations.Nullable;

/**
 * What a file is, whoever made it.
 *
 * @param archive what kind of archive it is, or none
 * @param packing how it is compressed as a whole, if it is
 */
public record Kind(Archive archive, @Nullable Packing packing) {
    /** The kinds of archives. */
    public enum Archive {
        /** A tar archive. */
        TAR,
        /** A zip archive. */
        ZIP,
        /** None: one stream of bytes. */
        NONE
    }

    private static final Kind ZIP = new Kind(Archive.ZIP, null);

    private static final int RECORD = 512;

    /**
     * Tells by a file's first bytes what it is.
     *
     * @throws IOException if it cannot be read
     */
    public static Kind of(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            in.mark(Packing.HEAD);
            byte[] head = in.readNBytes(Packing.HEAD);
            in.reset();
            if (isZip(head)) {
                return ZIP;
            }
            Packing packing = Packing.of(head);
            byte[] begin = begin(in, packing);
            boolean tar = begin.length == RECORD && begin[0] != 0;
            return new Kind(tar && isHeader(begin) ? Archive.TAR : Archive.NONE, packing);
        }
    }

    /** What cannot be decompressed is told when it is read. */
    private static byte[] begin(InputStream in, @Nullable Packing packing) {
        try {
            return (packing == null ? in : packing.unpacked(in)).readNBytes(RECORD);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    /** Where text stands instead of a sum, there is no sum to compare, and that is told by an exception. */
    private static boolean isHeader(byte[] begin) {
        try {
            return TarUtils.verifyCheckSum(begin);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** An entry stands first, or, in an archive without entries, its directory. */
    private static boolean isZip(byte[] head) {
        return head.length >= 4
                && head[0] == 'P'
                && head[1] == 'K'
                && ((head[2] == 3 && head[3] == 4) || (head[2] == 5 && head[3] == 6));
    }
}
