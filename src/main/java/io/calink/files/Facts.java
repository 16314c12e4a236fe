package io.calink.files;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the system says of one name, without following a link.
 *
 * @param mode the file type and mode bits of {@code st_mode}
 * @param uid as the system's unsigned number, in an {@code int}
 * @param links how many hard links there are; very many where that could not be told
 * @param device {@code st_dev}, or -1 where that could not be told
 * @param key device and inode; {@code null} if this stands for something that could not be looked at
 * @param inode {@code st_ino}, or -1 where that could not be told
 * @param changed {@code st_ctime}; {@code null} where that could not be told
 */
record Facts(
        FoundFile.Type type,
        long size,
        int mode,
        int uid,
        int gid,
        int links,
        long device,
        @Nullable Object key,
        Instant modified,
        long inode,
        @Nullable Instant changed) {
    /** The user that owns what has no other owner. */
    private static final int NOBODY = 65534;

    private static final int TYPE = 0170000;

    /** For a name that could not be looked at. */
    static Facts unknown(FoundFile.Type type) {
        return new Facts(type, 0, 0, 0, 0, 1, -1, null, Instant.EPOCH, -1, null);
    }

    /** From the attributes that the {@code unix} view gives. */
    static Facts of(BasicFileAttributes seen, Map<String, Object> unix) {
        return of(
                seen,
                number(unix, "mode").intValue(),
                number(unix, "uid").intValue(),
                number(unix, "gid").intValue(),
                number(unix, "nlink").intValue(),
                number(unix, "dev").longValue(),
                number(unix, "ino").longValue(),
                ((FileTime) Objects.requireNonNull(unix.get("ctime"))).toInstant());
    }

    /** Where the {@code unix} view cannot look: the owner is nobody, so that nothing is trusted. */
    static Facts of(PosixFileAttributes seen) {
        int mode = seen.isRegularFile() ? 0100000 : seen.isDirectory() ? 0040000 : seen.isSymbolicLink() ? 0120000 : 0;
        String letters = PosixFilePermissions.toString(seen.permissions());
        for (int i = 0; i < letters.length(); i++) {
            mode |= letters.charAt(i) == '-' ? 0 : 0400 >> i;
        }
        return of(seen, mode, NOBODY, NOBODY, Integer.MAX_VALUE, -1, -1, null);
    }

    /** Where there are no owners and modes at all. */
    static Facts of(BasicFileAttributes seen, Object key) {
        Facts plain = of(seen, seen.isDirectory() ? 0040755 : 0100644, 0, 0, 1, -1, -1, null);
        return new Facts(plain.type, plain.size, plain.mode, 0, 0, 1, -1, key, plain.modified, -1, null);
    }

    private static Facts of(
            BasicFileAttributes seen,
            int mode,
            int uid,
            int gid,
            int links,
            long device,
            long inode,
            @Nullable Instant changed) {
        FoundFile.Type type = seen.isRegularFile()
                ? FoundFile.Type.FILE
                : seen.isDirectory()
                        ? FoundFile.Type.DIRECTORY
                        : seen.isSymbolicLink() ? FoundFile.Type.SYMLINK : FoundFile.Type.OTHER;
        long size = type == FoundFile.Type.FILE ? seen.size() : 0;
        Instant modified = seen.lastModifiedTime().toInstant();
        return new Facts(type, size, mode, uid, gid, links, device, seen.fileKey(), modified, inode, changed);
    }

    private static Number number(Map<String, Object> unix, String name) {
        return (Number) Objects.requireNonNull(unix.get(name));
    }

    boolean is(FoundFile.Type wanted) {
        return type == wanted;
    }

    boolean same(Facts other) {
        return key != null && key.equals(other.key);
    }

    /** Whether only root and {@code user} can put names into this directory. */
    boolean writableOnlyBy(int user) {
        boolean group = (mode & 0020) != 0 && gid != 0;
        return (uid == 0 || uid == user) && (mode & 0002) == 0 && !group;
    }

    /** Whether the owner of a directory can have put a hard link to somebody else's file into it. */
    boolean isSmuggledInto(Facts directory) {
        return links > 1 && uid != directory.uid && directory.uid != 0;
    }

    /** Why that is not taken. */
    String smuggled(Facts directory) {
        return "belongs to uid " + Integer.toUnsignedString(uid) + " and has more than one hard link, but lies in a"
                + " directory of uid " + Integer.toUnsignedString(directory.uid) + ", who may have put it there";
    }

    /** What something that is no file, directory or link is called. */
    String kind() {
        return switch (mode & TYPE) {
            case 0010000 -> "a named pipe";
            case 0020000 -> "a character device";
            case 0060000 -> "a block device";
            case 0140000 -> "a socket";
            default -> "neither a file nor a directory";
        };
    }

    boolean isPipe() {
        return (mode & TYPE) == 0010000;
    }
}
