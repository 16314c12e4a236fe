package io.calink.cli;

import io.calink.bundle.StoppedException;
import io.calink.bundle.UnknownKeyException;
import io.calink.config.ConfigurationException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says on standard error what went wrong, in plain sentences, and with which status the program then exits. */
final class Complaints {
    static final int FAILED = 1;
    static final int USAGE = 2;

    private final PrintStream err;

    Complaints(PrintStream err) {
        this.err = err;
    }

    /** Says that something went wrong. */
    void say(String what) {
        what.lines().forEach(line -> err.println("calink: " + Printable.of(line)));
        err.flush();
    }

    /** Says that something is probably not meant, and goes on. */
    void warn(String what) {
        say("warning: " + what);
    }

    /** Says what an exception means, and gives the exit status. */
    int about(Exception e) {
        say(sentence(e));
        if (e instanceof StoppedException || e instanceof InterruptedException) {
            return Interruption.EXIT;
        }
        boolean usage =
                e instanceof UsageException || e instanceof UnknownKeyException || e instanceof ConfigurationException;
        return usage ? USAGE : FAILED;
    }

    private static String sentence(Exception e) {
        if (e instanceof StoppedException || e instanceof InterruptedException) {
            return "Interrupted; nothing was left behind.";
        }
        if (e instanceof FileSystemException file) {
            return sentence(file);
        }
        String message = e.getMessage();
        boolean known = e instanceof IOException || e instanceof UsageException || e instanceof UnknownKeyException;
        if (known || e instanceof ConfigurationException) {
            return message == null ? "It could not be read or written." : message;
        }
        return "This should not have happened: " + (message == null ? "no reason is known" : message)
                + ". It is a mistake of this program; please report it with the command line.";
    }

    private static String sentence(FileSystemException e) {
        String file = e.getFile() == null ? "a file" : e.getFile();
        if (e instanceof NoSuchFileException) {
            return "There is no " + file + ".";
        }
        if (e instanceof NotDirectoryException) {
            return file + " is not a directory.";
        }
        return file + ": " + reason(e) + ".";
    }

    /** Why something could not be read or written, in a few words without a full stop. */
    static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "user " + System.getProperty("user.name") + " may not read or write it";
        }
        if (e instanceof NoSuchFileException) {
            return "it is not there";
        }
        String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
        return reason == null ? "it could not be read or written" : reason;
    }
}
