package io.calink.archive;

import java.io.IOException;

/** How entries stand one after the other in an archive. */
interface Framing {
    /** Begins an entry, of whose content exactly the announced bytes follow. */
    void begin(Entry entry) throws IOException;

    /**
     * Where the entry that was begun lies, as an index tells it, until it ends: of a tar archive, where its content begins
     * in what comes out; of a zip archive, where its header begins in the archive.
     */
    long position();

    void write(byte[] bytes, int length) throws IOException;

    /** The content of the entry is whole. */
    void end() throws IOException;

    /** Writes what stands after the last entry. */
    void endOfEntries() throws IOException;
}
