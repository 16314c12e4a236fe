package io.calink.archive;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.Closeable;
import org.jspecify.annotations.Nullable;

/**
 * A compressor of the library libdeflate (github.com/ebiggers/libdeflate, 1.x), which takes half of zlib's time. It
 * knows whole streams only, without a look back; {@link DeflateEnd} makes them pieces of one.
 */
final class Libdeflate implements Closeable {
    private static final int SMALLEST = 64;

    /** What is more is compressed in parts. */
    private final int most;

    private final Function function;
    private final Function release;
    private final Pointer compressor;
    private final Memory plain;
    private final Memory packed;

    private Libdeflate(NativeLibrary library, Pointer compressor, int most) {
        this.most = most;
        this.function = library.getFunction("libdeflate_deflate_compress");
        this.release = library.getFunction("libdeflate_free_compressor");
        this.compressor = compressor;
        this.plain = new Memory(most);
        this.packed = new Memory(most);
    }

    /** Whether this machine has the library. */
    static boolean isThere() {
        return library() != null;
    }

    /** A compressor, which has to be closed; {@code null} if this machine does not have the library. */
    static @Nullable Libdeflate open(int level, int most) {
        NativeLibrary library = library();
        if (library == null) {
            return null;
        }
        Object[] arguments = {level};
        Pointer compressor = library.getFunction("libdeflate_alloc_compressor").invokePointer(arguments);
        return compressor == null ? null : new Libdeflate(library, compressor, most);
    }

    private static @Nullable NativeLibrary library() {
        try {
            // by the name that programs load: the one without a number comes with what compiles them only
            return Native.SIZE_T_SIZE == Long.BYTES
                    ? NativeLibrary.getInstance(Platform.isLinux() ? "libdeflate.so.0" : "deflate")
                    : null;
        } catch (LinkageError e) {
            return null;
        }
    }

    /**
     * Compresses bytes into a piece of a stream that ends at a byte and is not the last.
     *
     * @param output has room for as many bytes, and {@link DeflateEnd#SPARE}
     * @return how many bytes it became; 0 if not fewer than there were
     */
    int compress(byte[] input, int offset, int count, byte[] output, int target) {
        int length = 0;
        for (int done = 0; done < count; done += most) {
            int part = part(input, offset + done, Math.min(most, count - done), output, target + length);
            if (part == 0) {
                return 0;
            }
            length += part;
        }
        return length;
    }

    private int part(byte[] input, int offset, int count, byte[] output, int target) {
        if (count < SMALLEST) {
            return 0;
        }
        plain.write(0, input, offset, count);
        Object[] arguments = {compressor, plain, (long) count, packed, (long) count - DeflateEnd.SPARE};
        int length = (int) function.invokeLong(arguments);
        if (length == 0) {
            return 0;
        }
        packed.read(0, output, target, length);
        return DeflateEnd.reopen(output, target, length);
    }

    @Override
    public void close() {
        Object[] arguments = {compressor};
        release.invokeVoid(arguments);
        plain.close();
        packed.close();
    }
}
