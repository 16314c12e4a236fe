package io.calink.jobs;

import io.calink.bundle.Names;
import java.io.IOException;
import java.io.OutputStream;

/** Begins the answer to somebody who gets an archive while it is made. */
@FunctionalInterface
public interface StreamOpener {
    /**
     * Opens the stream to the client, once it is certain that gathering begins. Whoever opens it closes it.
     *
     * @param job the bundle, running
     * @param names what the archive is called
     * @throws IOException if the client has gone
     */
    OutputStream open(Job job, Names names) throws IOException;
}
