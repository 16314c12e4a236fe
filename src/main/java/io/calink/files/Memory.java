package io.calink.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a file gave whose size is not true: read at once, up to a cap, and only so long. */
final class Memory {
    private static final int CHUNK = 64 * 1024;

    private final List<byte[]> chunks = new ArrayList<>();
    private long size;
    private boolean closed;
    private boolean more;
    private @Nullable IOException failure;

    private Memory() {}

    /** Returns within the time for one step, whatever the file does; the source is closed. */
    static Memory read(Source source, long cap) {
        Memory memory = new Memory();
        try {
            source.around().within(() -> memory.fill(source, cap));
            source.close();
        } catch (IOException e) {
            memory.stop(e);
            source.around().aside(source::close); // closing wakes a reader, but may have to wait for it
        }
        return memory;
    }

    synchronized long size() {
        return size;
    }

    /** Whether there was more than the cap. */
    synchronized boolean hasMore() {
        return more;
    }

    /** Why the end was not reached. */
    synchronized @Nullable IOException failure() {
        return failure;
    }

    synchronized InputStream content() {
        List<InputStream> streams = new ArrayList<>();
        chunks.forEach(chunk -> streams.add(new ByteArrayInputStream(chunk)));
        return new SequenceInputStream(Collections.enumeration(streams));
    }

    private synchronized void stop(IOException e) {
        closed = true;
        failure = e;
    }

    private Boolean fill(Source source, long cap) throws IOException {
        byte[] buffer = new byte[CHUNK];
        int count = source.read(buffer, 0, CHUNK);
        while (count > 0 && take(buffer, count, cap)) {
            count = source.read(buffer, 0, CHUNK);
        }
        return true;
    }

    private synchronized boolean take(byte[] buffer, int count, long cap) {
        if (closed) {
            return false;
        }
        int kept = (int) Math.min(count, cap - size);
        more = kept < count;
        if (kept > 0) {
            chunks.add(Arrays.copyOf(buffer, kept));
            size += kept;
        }
        return !more;
    }
}
