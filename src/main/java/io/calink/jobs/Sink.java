package io.calink.jobs;

import io.calink.bundle.Reason;
import io.calink.bundle.Stop;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Takes an archive to its file, to a client, or to both, and knows which of them gave trouble. A client that goes away
 * does not keep the file from being finished.
 */
final class Sink extends OutputStream {
    private static final long LOOK_EVERY = 4 << 20;

    private final @Nullable OutputStream file;
    private final Archives archives;
    private final long largest;
    private final Stop stop;
    private @Nullable OutputStream client;
    private volatile @Nullable Reason trouble;
    private long written;
    private long nextLook;

    /** {@code largest}: bytes that the file may have; zero is no limit. */
    Sink(@Nullable OutputStream file, @Nullable OutputStream client, Archives archives, long largest, Stop stop) {
        this.file = file;
        this.client = client;
        this.archives = archives;
        this.largest = largest;
        this.stop = stop;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        if (file != null) {
            look(length);
            try {
                file.write(bytes, offset, length);
            } catch (IOException e) {
                throw failed(e);
            }
        }
        if (client != null) {
            try {
                client.write(bytes, offset, length);
            } catch (IOException e) {
                clientHasGone(e);
            }
        }
    }

    @Override
    public synchronized void flush() throws IOException {
        if (client != null) {
            try {
                client.flush();
            } catch (IOException e) {
                clientHasGone(e);
            }
        }
    }

    private void look(int length) throws IOException {
        written += length;
        if (largest > 0 && written > largest) {
            throw failed(
                    Reason.INSUFFICIENT_STORAGE, new IOException("The archive is larger than all that may be kept"));
        }
        if (written >= nextLook) {
            nextLook = written + LOOK_EVERY;
            try {
                archives.requireSpace();
            } catch (NoSpaceException e) {
                throw failed(Reason.INSUFFICIENT_STORAGE, new IOException(e));
            }
        }
    }

    private void clientHasGone(IOException e) throws IOException {
        client = null;
        if (file == null) {
            throw failed(Reason.CLIENT_GONE, e);
        }
    }

    /** Ends the gathering because the file cannot be written. */
    IOException failed(IOException e) {
        if (e instanceof ClosedByInterruptException) {
            return failed(Reason.INTERRUPTED, e);
        }
        boolean full = Ending.tellsOfFullDisk(e) || archives.isFull();
        return failed(full ? Reason.INSUFFICIENT_STORAGE : Reason.IO_ERROR, e);
    }

    /** A request to end shows itself as trouble too, because it interrupts who writes. */
    private IOException failed(Reason why, IOException e) {
        if (trouble == null) {
            Reason asked = stop.reason();
            trouble = asked != null && !stop.keeps() ? asked : why;
            stop.request(why, false);
        }
        return e;
    }

    /** Why the archive did not get through, or {@code null} if it did. */
    @Nullable
    Reason trouble() {
        return trouble;
    }
}
