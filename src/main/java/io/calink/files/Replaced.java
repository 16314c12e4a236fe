package io.calink.files;

import java.io.Serial;
import java.nio.file.FileSystemException;

/** A name means something else than a moment ago. */
final class Replaced extends FileSystemException {
    @Serial
    private static final long serialVersionUID = 1;

    Replaced(String name) {
        super(name, null, "was replaced while it was being opened");
    }
}
