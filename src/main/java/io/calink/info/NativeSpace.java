package io.calink.info;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The statvfs(3) of the C library, which alone tells inodes: Java's own file stores do not. */
final class NativeSpace {
    /** Offsets in {@code struct statvfs} of 64-bit Linux, the same in glibc and musl; 8 bytes each. */
    private static final int FRAGMENT = 8;

    private static final int BLOCKS = 16;
    private static final int BLOCKS_FREE = 24;
    private static final int BLOCKS_AVAILABLE = 32;
    private static final int FILES = 40;
    private static final int FILES_FREE = 48;
    private static final int MORE_THAN_THE_STRUCT = 256;

    private NativeSpace() {}

    /** Whether it can be asked; the first call loads what is needed, and takes some 100 ms. */
    static boolean ready() {
        try {
            return Platform.isLinux() && Native.POINTER_SIZE == 8 && Native.LONG_SIZE == 8;
        } catch (LinkageError e) {
            return false; // JNA unpacks a library, which a /tmp mounted noexec or another C library refuses
        }
    }

    /** The room in the file system of a path, or {@code null} where it cannot be had in this way. */
    static @Nullable Space at(String path) {
        return ready() ? ask(path) : null;
    }

    private static @Nullable Space ask(String path) {
        try (Memory answer = new Memory(MORE_THAN_THE_STRUCT)) {
            answer.clear();
            byte[] name = (path + '\0').getBytes(StandardCharsets.UTF_8);
            Object[] arguments = {name, answer};
            int failed = NativeLibrary.getProcess().getFunction("statvfs").invokeInt(arguments);
            return failed == 0 ? parse(answer) : null;
        }
    }

    private static Space parse(Memory answer) {
        long block = answer.getLong(FRAGMENT);
        long files = answer.getLong(FILES);
        return new Space(
                answer.getLong(BLOCKS) * block,
                answer.getLong(BLOCKS_FREE) * block,
                answer.getLong(BLOCKS_AVAILABLE) * block,
                files > 0 ? (Long) files : null,
                files > 0 ? (Long) answer.getLong(FILES_FREE) : null);
    }
}
