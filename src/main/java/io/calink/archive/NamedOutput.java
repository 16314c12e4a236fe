package io.calink.archive;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Writes to a file, and says which one it was that could not be written. */
final class NamedOutput extends FilterOutputStream {
    private final Path path;

    NamedOutput(FileChannel channel, Path path) {
        super(Channels.newOutputStream(channel));
        this.path = path;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw explained(e, path);
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /** Does nothing: the file is forced to disk before it is closed. */
    @Override
    public void close() {}

    static IOException explained(IOException e, Path path) {
        if (e instanceof ClosedByInterruptException || e instanceof FileSystemException) {
            return e;
        }
        FileSystemException named = new FileSystemException(path.toString(), null, e.getMessage());
        named.initCause(e);
        return named;
    }
}
