package io.calink.bundle;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/** Passes an archive on: counts and digests its bytes, and tells how long the taker kept it waiting. */
final class ArchiveStream extends OutputStream {
    private final OutputStream out;
    private final LongConsumer waited;
    private final MessageDigest digest;
    private volatile long size;

    /** {@code waited} gets the nanoseconds that each write took. */
    ArchiveStream(OutputStream out, LongConsumer waited) {
        this.out = out;
        this.waited = waited;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        long before = System.nanoTime();
        out.write(bytes, offset, length);
        waited.accept(System.nanoTime() - before);
        digest.update(bytes, offset, length);
        size += length;
    }

    @Override
    public synchronized void flush() throws IOException {
        long before = System.nanoTime();
        out.flush();
        waited.accept(System.nanoTime() - before);
    }

    long size() {
        return size;
    }

    /** The sha256 of all bytes, in hexadecimal digits; call it once, at the end. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
