package io.calink.info.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What the kernel that runs here tells by system calls only: its log, and how well its clock is set. */
final class NativeKernel {
    private static final int READ_ALL = 3; // of klogctl(3): never waits and takes nothing away, unlike /dev/kmsg
    private static final int SIZE = 10;
    private static final int LARGEST_LOG = 16 << 20;

    /** Offsets in {@code struct timex} of 64-bit Linux, the same in glibc and musl; see adjtimex(2). */
    private static final int OFFSET = 8;

    private static final int MAXIMUM_ERROR = 24;
    private static final int STATUS = 40;
    private static final int MORE_THAN_THE_STRUCT = 512;

    private NativeKernel() {}

    /** Whether the kernel can be asked in this way. */
    private static boolean ready() {
        try {
            return Platform.isLinux() && Native.POINTER_SIZE == 8 && Native.LONG_SIZE == 8;
        } catch (LinkageError e) {
            return false; // JNA unpacks a library, which a /tmp mounted noexec or another C library refuses
        }
    }

    /** The log of the kernel since its start, as far as it still has it; {@code null} where it is kept from this user. */
    static @Nullable String log() {
        if (!ready()) {
            return null;
        }
        int size = call("klogctl", SIZE, null, 0);
        if (size <= 0 || size > LARGEST_LOG) {
            return null;
        }
        try (Memory log = new Memory(size)) {
            int length = call("klogctl", READ_ALL, log, size);
            return length < 0 ? null : new String(log.getByteArray(0, length), StandardCharsets.UTF_8);
        }
    }

    /** How well the clock is set; {@code null} where the kernel cannot be asked. */
    static @Nullable ClockState clock() {
        if (!ready()) {
            return null;
        }
        try (Memory timex = new Memory(MORE_THAN_THE_STRUCT)) {
            timex.clear(); // no mode: it only asks
            return call("adjtimex", timex) < 0
                    ? null
                    : ClockState.of(timex.getLong(OFFSET), timex.getLong(MAXIMUM_ERROR), timex.getInt(STATUS));
        }
    }

    private static int call(String function, @Nullable Object... arguments) {
        return NativeLibrary.getProcess().getFunction(function).invokeInt(arguments);
    }
}
