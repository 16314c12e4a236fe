package io.calink.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What an exception of the file system means to a reader of the manifest. */
record Trouble(FoundFile.Status status, String reason) {
    static Trouble of(IOException e) {
        if (e instanceof AccessDeniedException) {
            return new Trouble(FoundFile.Status.DENIED, "permission denied");
        }
        if (e instanceof NoSuchFileException) {
            return new Trouble(FoundFile.Status.ABSENT, "was gone when it was opened");
        }
        if (e instanceof Patience.TimedOut late) {
            return new Trouble(FoundFile.Status.SKIPPED, String.valueOf(late.getMessage()));
        }
        String reason = e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.getMessage();
        if (e instanceof NotDirectoryException || String.valueOf(reason).startsWith("Too many levels of symbolic")) {
            return new Trouble(FoundFile.Status.SKIPPED, "was replaced while it was being opened");
        }
        if ("Operation not permitted".equals(reason)) {
            return new Trouble(FoundFile.Status.DENIED, "operation not permitted");
        }
        if ("No such process".equals(reason)) {
            return new Trouble(FoundFile.Status.ABSENT, "its process has ended");
        }
        return new Trouble(FoundFile.Status.SKIPPED, reason == null ? "could not be opened" : reason);
    }
}
