package io.calink.encryption;

import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.security.GeneralSecurityException;

/**
 * Encrypts what is written to it in the age format (age-encryption.org/v1). Up to {@link #CHUNK} bytes are held back in
 * memory until more comes, because the format has no smaller parts but the last.
 */
public final class EncryptedStream extends OutputStream {
    /** The bytes of one part of the format. */
    public static final int CHUNK = 64 << 10;

    private final OutputStream out;
    private final WritableByteChannel channel;

    /**
     * Begins a file for these recipients, of whom there is at least one, and writes its header.
     *
     * @param out gets the file, and stays the caller's to close
     * @throws IOException if the header cannot be written
     */
    public EncryptedStream(OutputStream out, Recipients recipients) throws IOException {
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("Nobody could decrypt what is encrypted for nobody.");
        }
        this.out = out;
        try {
            this.channel =
                    new StandardEncryptingChannelFactory().newEncryptingChannel(new Below(out), recipients.stanzas());
        } catch (GeneralSecurityException e) {
            throw new IOException("This Java cannot encrypt in the age format: " + e.getMessage(), e);
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** Flushes the stream below; what does not fill a part stays here. */
    @Override
    public void flush() throws IOException {
        out.flush();
    }

    /**
     * Writes the last part, without which every reader reports a file that is cut off.
     *
     * @throws IOException if the stream below does not take it
     */
    public void finish() throws IOException {
        channel.close();
    }

    /** Does nothing: only {@link #finish} makes the file whole, and the stream below is the caller's. */
    @Override
    public void close() {}

    /** The stream below, of which the last part leaves it open. */
    private record Below(OutputStream out) implements WritableByteChannel {
        @Override
        public int write(ByteBuffer bytes) throws IOException {
            byte[] array = new byte[bytes.remaining()];
            bytes.get(array);
            out.write(array);
            return array.length;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
