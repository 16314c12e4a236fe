package io.calink.jobs;

import io.calink.redaction.Pseudonyms;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The key of the pseudonyms, and what they stand for: two files of a data directory, which never leave the machine. Several
 * processes may use them at once. Safe to use from several threads.
 */
public final class NameBook implements Closeable {
    /** How many pseudonyms are remembered; the oldest are forgotten first. */
    static final int MOST = 200_000;

    private static final long PAUSE_SECONDS = 2;

    private final Path wanted;
    private final Consumer<String> warnings;
    private final Map<String, String> unsaved = new LinkedHashMap<>();
    private final Object saving = new Object();
    private volatile @Nullable NameFiles files;
    private @Nullable Pseudonyms pseudonyms;
    private @Nullable ScheduledExecutorService timer;
    private boolean closed;
    private boolean warned;

    /**
     * The book of a data directory; nothing is read or written yet.
     *
     * @param wanted the data directory, which is made where it is missing
     * @param warnings is told what cannot be kept
     */
    public NameBook(Path wanted, Consumer<String> warnings) {
        this.wanted = wanted;
        this.warnings = warnings;
    }

    /** The pseudonyms under this directory's key; where that cannot be had, under one that lasts as long as this. */
    public synchronized Pseudonyms pseudonyms() {
        if (pseudonyms == null) {
            try {
                pseudonyms = open();
            } catch (IOException e) {
                warnings.accept(
                        "Pseudonyms are made under a key for this time only, because the key that is kept cannot"
                                + " be used: " + reason(e));
                pseudonyms = Pseudonyms.passing();
            }
        }
        return pseudonyms;
    }

    /**
     * The pseudonyms under this directory's key, which is made where it is missing.
     *
     * @throws IOException if it can be neither read nor kept
     */
    public synchronized Pseudonyms open() throws IOException {
        if (pseudonyms == null) {
            NameFiles opened = new NameFiles(DataDirectory.place(wanted));
            pseudonyms = new Pseudonyms(opened.key(), true, new Notes());
            files = opened;
        }
        return pseudonyms;
    }

    private static String reason(IOException e) {
        return e instanceof AccessDeniedException
                ? e.getMessage() + " is not readable and writable for " + System.getProperty("user.name")
                : String.valueOf(e.getMessage());
    }

    /**
     * What each pseudonym stands for; nothing where there is no such directory.
     *
     * @throws IOException if the book cannot be read
     */
    public Map<String, String> originals() throws IOException {
        if (!Files.exists(wanted)) {
            return Map.of();
        }
        return new NameFiles(DataDirectory.place(wanted)).read();
    }

    /** Takes note of pseudonyms: soon by itself, or at once when it is asked to. */
    private final class Notes implements Pseudonyms.Book {
        @Override
        public void note(String pseudonym, String original) {
            synchronized (unsaved) {
                if (unsaved.size() < MOST) {
                    unsaved.putIfAbsent(pseudonym, original);
                }
                if (timer == null && !closed) {
                    timer = timer();
                }
            }
        }

        @Override
        public void settle() {
            save();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it lets no exception escape, and ends with this
    private ScheduledExecutorService timer() {
        ScheduledExecutorService saver = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "calink-pseudonyms");
            thread.setDaemon(true);
            return thread;
        });
        saver.scheduleWithFixedDelay(this::save, PAUSE_SECONDS, PAUSE_SECONDS, TimeUnit.SECONDS);
        return saver;
    }

    private void save() {
        synchronized (saving) {
            Map<String, String> some;
            synchronized (unsaved) {
                some = new LinkedHashMap<>(unsaved);
            }
            NameFiles kept = files;
            if (some.isEmpty() || kept == null) {
                return;
            }
            try {
                kept.add(some, MOST);
                synchronized (unsaved) {
                    unsaved.keySet().removeAll(some.keySet());
                }
                warned = false;
            } catch (IOException e) {
                if (!warned) {
                    warnings.accept("What the pseudonyms stand for cannot be written down in " + wanted + " yet: "
                            + e.getMessage() + ". This is tried again and again; more than " + MOST
                            + " pseudonyms are not remembered meanwhile.");
                }
                warned = true;
            }
        }
    }

    /** Writes down what was noted, and remembers nothing more. */
    @Override
    public void close() {
        synchronized (unsaved) {
            closed = true;
            if (timer != null) {
                timer.shutdownNow();
            }
        }
        save();
    }
}
