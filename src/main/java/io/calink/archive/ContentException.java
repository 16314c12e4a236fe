package io.calink.archive;

import java.io.IOException;

/** The content of one entry was not what its header had announced; the archive itself is whole and can go on. */
public final class ContentException extends IOException {
    private static final long serialVersionUID = 1;

    ContentException(String message) {
        super(message);
    }
}
