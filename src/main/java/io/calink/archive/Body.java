package io.calink.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The content of one entry, in exactly the length that its header has: cut, or filled with zeros, where it differs. */
final class Body {
    private final Entry entry;
    private final InputStream content;
    private long position;
    private @Nullable String trouble;

    Body(Entry entry, InputStream content) {
        this.entry = entry;
        this.content = content;
    }

    /** Fills the start of the buffer, and returns the number of bytes; 0 is the end. */
    int read(byte[] buffer) {
        int wanted = (int) Math.min(buffer.length, entry.size() - position);
        int length = trouble == null ? receive(buffer, wanted) : 0;
        if (length <= 0 && wanted > 0) {
            Arrays.fill(buffer, 0, wanted, (byte) 0);
            length = wanted;
        }
        position += length;
        return length;
    }

    /** @throws ContentException if the content was not what the header had announced */
    void check() throws ContentException {
        if (trouble == null && entry.type() == Entry.Type.FILE && receive(new byte[1], 1) > 0) {
            trouble = "goes on after the " + entry.size() + " bytes that were announced";
        }
        if (trouble != null) {
            throw new ContentException("The content of '" + RawText.shown(entry.name()) + "' " + trouble + ".");
        }
    }

    private int receive(byte[] buffer, int wanted) {
        if (wanted == 0) {
            return 0;
        }
        try {
            int length = content.read(buffer, 0, wanted);
            if (length <= 0 && position < entry.size()) {
                trouble = "ends after " + position + " of the " + entry.size() + " bytes that were announced";
            }
            return length;
        } catch (IOException e) {
            trouble = "could not be read after " + position + " bytes: " + e.getMessage();
            return -1;
        }
    }
}
