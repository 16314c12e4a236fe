package io.calink.jobs;

import java.io.IOException;

/** The data directory cannot be used; the message says why in one sentence, and names the way out. */
public final class DataDirectoryException extends IOException {
    private static final long serialVersionUID = 1;

    DataDirectoryException(String message) {
        super(message);
    }
}
