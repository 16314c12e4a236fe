package io.calink.info;

import io.calink.info.Reading.Absent;
import io.calink.info.Reading.Cause;
import io.calink.info.Reading.Failure;
import io.calink.info.Reading.Value;
import io.calink.info.sampling.NotYetException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** The one place where what an information returns or throws becomes a {@link Reading}. */
final class InformationReader {
    private final Information information;
    private final PlainJson json;

    InformationReader(Information information, PlainJson json) {
        this.information = information;
        this.json = json;
    }

    /** Reads it, here and now. */
    Reading take() {
        try {
            Object value = json.plain(information.read());
            return value == null ? new Absent("This machine has none.", 0) : new Value(value, 0);
        } catch (AbsentException e) {
            return new Absent(sentence(e.getMessage(), "This machine has none."), 0);
        } catch (NotYetException e) {
            return failure(Cause.NOT_YET, e);
        } catch (NoSuchFileException e) {
            return new Absent(e.getFile() + " does not exist.", 0);
        } catch (AccessDeniedException e) {
            return denied(e.getFile());
        } catch (FileNotFoundException e) {
            return notOpened(e);
        } catch (InterruptedException e) {
            return new Failure(Cause.TIMEOUT, "The reading was interrupted.", 0);
        } catch (Throwable e) { // whatever goes wrong in one information never fails another
            return failure(Cause.FAILED, e);
        }
    }

    private static Failure denied(String file) {
        return new Failure(Cause.DENIED, file + " may not be read by this user: run as root to see it.", 0);
    }

    /** The older file classes of Java say only in words why a file could not be opened. */
    private static Reading notOpened(FileNotFoundException e) {
        String message = String.valueOf(e.getMessage());
        int reason = message.lastIndexOf(" (");
        String file = reason < 0 ? message : message.substring(0, reason);
        if (message.endsWith("(Permission denied)")) {
            return denied(file);
        }
        return message.endsWith("(No such file or directory)")
                ? new Absent(file + " does not exist.", 0)
                : failure(Cause.FAILED, e);
    }

    private static Failure failure(Cause cause, Throwable e) {
        if (e instanceof FileSystemException file) {
            String reason = sentence(file.getReason(), "it cannot be read.");
            return new Failure(cause, file.getFile() + ": " + reason, 0);
        }
        // what other errors say is meant for programmers, and names classes
        boolean forPeople = e instanceof IOException
                || (e instanceof IllegalArgumentException && !(e instanceof NumberFormatException))
                || e instanceof IllegalStateException
                || !(e instanceof RuntimeException || e instanceof Error);
        return new Failure(cause, sentence(forPeople ? e.getMessage() : null, "The reading has a fault."), 0);
    }

    private static String sentence(@Nullable String text, String otherwise) {
        String stripped = text == null ? "" : text.strip();
        if (stripped.isEmpty()) {
            return otherwise;
        }
        return ".!?".indexOf(stripped.charAt(stripped.length() - 1)) >= 0 ? stripped : stripped + ".";
    }
}
