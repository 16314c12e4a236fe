package io.calink.archive;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an archive: what its header says.
 *
 * <p>A byte of a name that is not UTF-8 is a char of U+DC80 to U+DCFF, as in Python's PEP 383; {@link #text} makes such
 * a string, and the archive then holds the bytes as they were.
 *
 * @param name relative, with {@code /} between its components, without {@code .} and {@code ..}; that of a directory
 *     ends in {@code /}
 * @param type what it is
 * @param size bytes of content; 0 for all but files
 * @param mode permission bits, at most 07777, written as given
 * @param uid number of the owner
 * @param gid number of the group
 * @param owner name of the owner, or {@code ""}
 * @param group name of the group, or {@code ""}
 * @param modified when the content changed last; an archive holds whole seconds, rounded down
 * @param linkTarget what a symbolic link holds, {@code null} for everything else
 */
public record Entry(
        String name,
        Type type,
        long size,
        int mode,
        long uid,
        long gid,
        String owner,
        String group,
        Instant modified,
        @Nullable String linkTarget) {

    /** What an entry can be. */
    public enum Type {
        /** A file with content. */
        FILE,
        /** A directory. */
        DIRECTORY,
        /** A symbolic link. */
        SYMLINK
    }

    /** @throws IllegalArgumentException if a part does not fit the rest; the message says what was expected */
    public Entry {
        Objects.requireNonNull(owner);
        Objects.requireNonNull(group);
        Objects.requireNonNull(modified);
        String flaw = flaw(name, type);
        if (flaw != null) {
            throw new IllegalArgumentException("The name '" + RawText.shown(name) + "' " + flaw + ".");
        }
        if (size < 0 || (type != Type.FILE && size != 0)) {
            throw new IllegalArgumentException("The size of '" + RawText.shown(name) + "' cannot be " + size + ".");
        }
        if ((mode & ~07777) != 0) {
            throw new IllegalArgumentException("A mode has the bits 07777 only: " + Integer.toOctalString(mode) + ".");
        }
        if ((linkTarget != null) != (type == Type.SYMLINK)
                || (linkTarget != null && (linkTarget.isEmpty() || linkTarget.indexOf('\0') >= 0))) {
            throw new IllegalArgumentException(
                    "A symbolic link has a target without NUL, and nothing else has: '" + RawText.shown(name) + "'.");
        }
    }

    /** A file of {@code size} bytes, mode 0600, owned by root, modified at the epoch. */
    public static Entry file(String name, long size) {
        return new Entry(name, Type.FILE, size, 0600, 0, 0, "", "", Instant.EPOCH, null);
    }

    /** A directory, mode 0700, owned by root, modified at the epoch; the name may lack its {@code /}. */
    public static Entry directory(String name) {
        String whole = name.endsWith("/") ? name : name + "/";
        return new Entry(whole, Type.DIRECTORY, 0, 0700, 0, 0, "", "", Instant.EPOCH, null);
    }

    /** A symbolic link, mode 0777, owned by root, modified at the epoch; the target may be anything. */
    public static Entry symlink(String name, String target) {
        return new Entry(name, Type.SYMLINK, 0, 0777, 0, 0, "", "", Instant.EPOCH, target);
    }

    /** The string that stands for a name of these bytes, whatever they are. */
    public static String text(byte[] name) {
        return RawText.decode(name);
    }

    /** The same entry with another number of bytes. */
    public Entry size(long size) {
        return new Entry(name, type, size, mode, uid, gid, owner, group, modified, linkTarget);
    }

    /** The same entry with other permission bits. */
    public Entry mode(int mode) {
        return new Entry(name, type, size, mode, uid, gid, owner, group, modified, linkTarget);
    }

    /** The same entry with another owner and group; names are {@code ""} where there are none. */
    public Entry owned(long uid, long gid, String owner, String group) {
        return new Entry(name, type, size, mode, uid, gid, owner, group, modified, linkTarget);
    }

    /** The same entry with another time of its last change. */
    public Entry modified(Instant modified) {
        return new Entry(name, type, size, mode, uid, gid, owner, group, modified, linkTarget);
    }

    /** What is wrong with a name, as the end of a sentence, or {@code null}. */
    private static @Nullable String flaw(String name, Type type) {
        if (name.isEmpty()) {
            return "is empty";
        }
        if (name.indexOf('\0') >= 0) {
            return "holds a NUL";
        }
        if (name.startsWith("/")) {
            return "is absolute; names in an archive are relative";
        }
        if (name.endsWith("/") != (type == Type.DIRECTORY)) {
            return type == Type.DIRECTORY ? "does not end in '/', as that of a directory does" : "ends in '/'";
        }
        String path = type == Type.DIRECTORY ? name.substring(0, name.length() - 1) : name;
        for (String component : path.split("/", -1)) {
            if (component.isEmpty() || component.equals(".") || component.equals("..")) {
                return "has a component '" + component + "'";
            }
        }
        return null;
    }
}
