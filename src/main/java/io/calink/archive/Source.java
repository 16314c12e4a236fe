package io.calink.archive;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where entries come from; exceptions are as the libraries below throw them. */
interface Source extends Closeable {
    /** The next entry, or {@code null} once the archive was read to its end and proved whole. */
    @Nullable
    Entry next() throws IOException;

    /** Reads content of the current entry, as streams do. */
    int read(byte[] target, int offset, int length) throws IOException;

    /** What reading the file or stream itself threw: trouble with a disk or a network, not with the archive. */
    @Nullable
    IOException failure();

    /** How many bytes of the archive were read. */
    long position();
}
