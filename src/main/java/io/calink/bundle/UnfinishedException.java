package io.calink.bundle;

import java.io.IOException;

/** A file was not prepared to its end; the message is the sentence that a manifest has on that. */
final class UnfinishedException extends IOException {
    private static final long serialVersionUID = 1;

    UnfinishedException(String sentence) {
        super(sentence);
    }
}
