package io.calink.files;

import java.io.Serial;
import java.nio.file.FileSystemException;

/** A name has come to stand for something that is not read. */
final class Unwanted extends FileSystemException {
    @Serial
    private static final long serialVersionUID = 1;

    Unwanted(String reason) {
        super(null, null, reason);
    }
}
