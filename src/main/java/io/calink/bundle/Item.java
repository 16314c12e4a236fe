package io.calink.bundle;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of one thing that was asked for, as the manifest tells it.
 *
 * @param name the information's name, the file's absolute path below the root, or the command's label
 * @param entry the name of its entry below the archive's directory; {@code null} where it has none
 * @param detail the reason in one sentence; {@code null} where there is nothing to say
 * @param size bytes of the entry
 * @param originalSize bytes that the thing itself had
 * @param sha256 of the entry's bytes, in hexadecimal digits
 * @param mode the file's true mode in octal digits
 * @param millis how long it took
 */
public record Item(
        Kind kind,
        String name,
        @Nullable String entry,
        Status status,
        @Nullable String detail,
        @Nullable Long size,
        @Nullable Long originalSize,
        @Nullable String sha256,
        @Nullable String mode,
        @Nullable Long millis,
        @Nullable Integer exitCode) {
    /** What an item can be. */
    public enum Kind {
        /** An information. */
        INFO,
        /** A file, a directory or a link. */
        FILE,
        /** A command. */
        COMMAND;

        /** The name in manifests and answers, such as {@code info}. */
        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** An item that has no entry in the archive. */
    static Item without(Kind kind, String name, Status status, @Nullable String detail) {
        return new Item(kind, name, null, status, detail, null, null, null, null, null, null);
    }

    /** The same item with the entry that holds it. */
    Item in(String entry, long size, @Nullable String sha256) {
        return new Item(kind, name, entry, status, detail, size, originalSize, sha256, mode, millis, exitCode);
    }

    /** The same item with what the file itself has. */
    Item of(long originalSize, String mode) {
        return new Item(kind, name, entry, status, detail, size, originalSize, sha256, mode, millis, exitCode);
    }

    /** The same item with the time that it took. */
    Item took(long millis) {
        return new Item(kind, name, entry, status, detail, size, originalSize, sha256, mode, millis, exitCode);
    }

    /** The same item under another name and for another reason. */
    Item told(String name, @Nullable String detail) {
        return new Item(kind, name, entry, status, detail, size, originalSize, sha256, mode, millis, exitCode);
    }
}
