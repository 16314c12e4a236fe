package io.calink.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Files that are of no use any more, but could not be removed when that was tried: it is tried again. */
final class Leftovers {
    private static final int MOST = 1000; // of more, the next start takes care

    private final Set<Path> files = new LinkedHashSet<>();

    /**
     * Removes a file that may be there.
     *
     * @throws IOException if that cannot be done now; it is done later
     */
    synchronized void remove(Path file) throws IOException {
        try {
            Files.deleteIfExists(file);
            files.remove(file);
        } catch (IOException e) {
            if (files.size() < MOST) {
                files.add(file);
            }
            throw e;
        }
    }

    /** Removes a file now or later. */
    void removeSometime(Path file) {
        try {
            remove(file);
        } catch (IOException e) {
            return; // it is remembered
        }
    }

    /** From now on somebody writes a file of this name again. */
    synchronized void spare(Path file) {
        files.remove(file);
    }

    /** Removes what could not be removed before. */
    synchronized void removeAgain() {
        List.copyOf(files).forEach(this::removeSometime);
    }
}
