package io.calink.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/**
 * Entries as tar headers, in the dialect that every reader takes as it is: names as raw bytes, long ones by GNU's
 * {@code @LongLink}, big numbers in base 256.
 *
 * <p>PAX headers would say the same, but BusyBox passes over them (a file of 9 GiB would then have no bytes at all, and
 * long names lose their end), bsdtar under {@code LC_ALL=C} fails on their UTF-8, and a name that is no UTF-8 has no
 * place in them.
 */
final class TarHeaders {
    /** The blocks that tape drives liked, which GNU tar and bsdtar still write. */
    static final int BLOCK = 20 * 512;

    private TarHeaders() {}

    /** A tar stream whose names are bytes, handed over as ISO-8859-1. */
    static TarArchiveOutputStream stream(OutputStream out) {
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out, BLOCK, ISO_8859_1.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
        return tar;
    }

    /** All that stands before the content of an entry. */
    static byte[] bytes(Entry entry) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);
        @SuppressWarnings("resource") // closing it would ask for the content
        TarArchiveOutputStream tar = stream(bytes);
        tar.putArchiveEntry(header(entry));
        return bytes.toByteArray();
    }

    /** The header with every field set by hand: the library's own look-ups follow links and ask for user names. */
    static TarArchiveEntry header(Entry entry) {
        TarArchiveEntry header = new TarArchiveEntry(latin(entry.name()), flag(entry.type()), true);
        header.setSize(entry.size());
        header.setMode(entry.mode());
        header.setUserId(entry.uid());
        header.setGroupId(entry.gid());
        header.setUserName(latin(entry.owner()));
        header.setGroupName(latin(entry.group()));
        header.setLastModifiedTime(FileTime.from(entry.modified().getEpochSecond(), TimeUnit.SECONDS));
        String target = entry.linkTarget();
        header.setLinkName(target == null ? "" : latin(target));
        return header;
    }

    /**
     * The entry that a header stands for.
     *
     * @param unicode whether its names came out of a PAX header, and so are text already
     * @throws IllegalArgumentException if it is of a kind or has a name that an archive of ours does not hold
     */
    static Entry entry(TarArchiveEntry header, boolean unicode) {
        String name = text(header.getName(), unicode);
        Entry.Type type = type(header, name);
        String target = type == Entry.Type.SYMLINK ? text(header.getLinkName(), unicode) : null;
        Instant modified = header.getLastModifiedTime().toInstant();
        return new Entry(
                name,
                type,
                type == Entry.Type.FILE ? header.getSize() : 0,
                header.getMode() & 07777,
                header.getLongUserId(),
                header.getLongGroupId(),
                text(header.getUserName(), unicode),
                text(header.getGroupName(), unicode),
                modified,
                target);
    }

    private static Entry.Type type(TarArchiveEntry header, String name) {
        byte flag = header.getLinkFlag();
        if (header.isDirectory() && (flag == TarConstants.LF_DIR || isFile(flag))) {
            return Entry.Type.DIRECTORY;
        }
        if (isFile(flag) && !header.isSparse()) {
            return Entry.Type.FILE;
        }
        if (flag == TarConstants.LF_SYMLINK) {
            return Entry.Type.SYMLINK;
        }
        throw new IllegalArgumentException("The entry '" + RawText.shown(name)
                + "' is not a file, directory or symbolic link, and an archive of CaLink holds nothing else.");
    }

    private static boolean isFile(byte flag) {
        return flag == TarConstants.LF_NORMAL || flag == TarConstants.LF_OLDNORM;
    }

    private static byte flag(Entry.Type type) {
        return switch (type) {
            case FILE -> TarConstants.LF_NORMAL;
            case DIRECTORY -> TarConstants.LF_DIR;
            case SYMLINK -> TarConstants.LF_SYMLINK;
        };
    }

    private static String latin(String text) {
        return new String(RawText.encode(text), ISO_8859_1);
    }

    static String text(@Nullable String header, boolean unicode) {
        if (header == null) {
            return "";
        }
        boolean bytes = !unicode && header.chars().allMatch(c -> c <= 0xFF);
        return RawText.decode(header.getBytes(bytes ? ISO_8859_1 : UTF_8));
    }
}
