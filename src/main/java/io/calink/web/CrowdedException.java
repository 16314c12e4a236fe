package io.calink.web;

import java.io.IOException;

/** As many threads as may be are waiting for bodies already. */
final class CrowdedException extends IOException {
    private static final long serialVersionUID = 1;

    CrowdedException() {
        super("As many requests as may be are sending their bodies already");
    }
}
