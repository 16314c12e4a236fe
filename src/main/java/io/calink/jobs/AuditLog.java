package io.calink.jobs;

import io.calink.bundle.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.ObjectWriter;

/**
 * Writes down who did what, a line of JSON each, in the data directory: {@code audit.jsonl}, and older lines in
 * {@code audit.jsonl.1} and so on. Nobody waits for the disk: a thread of its own writes, and what it cannot write
 * yet it tries again, until there is too much of that.
 */
public final class AuditLog implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(AuditLog.class.getName());
    private static final String NAME = "audit.jsonl";
    private static final FileAttribute<Set<PosixFilePermission>> OWN =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final long LARGEST = 10 << 20;
    private static final int FILES = 5;
    private static final int MOST_WAITING = 10_000;
    private static final int AT_ONCE = 1000;
    private static final long AGAIN_MILLIS = 1000;

    private final DataDirectory data;
    private final long largest;
    private final int mostWaiting;
    private final ObjectWriter json;
    private final Deque<AuditLine> waiting = new ArrayDeque<>();
    private final ScheduledExecutorService thread;
    private final ScheduledFuture<?> again;
    private boolean asked;
    private long lost;
    private volatile boolean failing;

    /** @param data stays open until this is closed, and is closed by the caller */
    public AuditLog(DataDirectory data) {
        this(data, LARGEST, MOST_WAITING);
    }

    AuditLog(DataDirectory data, long largest, int mostWaiting) {
        this.data = data;
        this.largest = largest;
        this.mostWaiting = mostWaiting;
        this.json = Json.mapper().writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread writer = new Thread(task, "calink-audit");
            writer.setDaemon(true);
            return writer;
        });
        this.again = thread.scheduleWithFixedDelay(this::flush, AGAIN_MILLIS, AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Has a line written soon, after those before it. */
    public synchronized void write(AuditLine line) {
        if (waiting.size() >= mostWaiting) {
            lost++;
            return;
        }
        waiting.add(line);
        if (!asked && !thread.isShutdown()) {
            asked = true;
            thread.execute(this::flush);
        }
    }

    /** Whether lines cannot be written for now. */
    public boolean isFailing() {
        return failing;
    }

    /** How many lines were never written, because too many were waiting already. */
    public synchronized long lost() {
        return lost;
    }

    /** One failure must not end the thread's round. */
    private void flush() {
        try {
            for (List<AuditLine> lines = next(); !lines.isEmpty(); lines = next()) {
                append(text(lines));
                written(lines.size());
            }
            failing = false;
        } catch (IOException | RuntimeException e) {
            if (!failing) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "The audit log cannot be written, and is tried again: {0}",
                        e.toString());
            }
            failing = true;
        }
    }

    private synchronized List<AuditLine> next() {
        asked = false;
        return waiting.stream().limit(AT_ONCE).toList();
    }

    private synchronized void written(int lines) {
        for (int i = 0; i < lines; i++) {
            waiting.remove();
        }
    }

    private ByteBuffer text(List<AuditLine> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(json.writeValueAsString(line)).append('\n'));
        return StandardCharsets.US_ASCII.encode(text.toString());
    }

    /** The file is opened each time, since it may have been removed together with the directory. */
    private void append(ByteBuffer text) throws IOException {
        Path file = data.path().resolve(NAME);
        if (sizeOf(file) + text.remaining() > largest) {
            rotate(file);
        }
        try (FileChannel out = FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS),
                OWN)) {
            long end = endOfLines(out);
            try {
                out.position(end);
                while (text.hasRemaining()) {
                    out.write(text);
                }
            } catch (IOException e) {
                out.truncate(end); // half a line would spoil the next one
                throw e;
            }
        }
    }

    private static long sizeOf(Path file) throws IOException {
        try {
            return (Long) Files.getAttribute(file, "size", LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** Where the last whole line ends: a loss of power may have left a part of one. */
    private static long endOfLines(FileChannel file) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        long end = file.size();
        while (end > 0) {
            last.clear();
            file.read(last, end - 1);
            if (last.get(0) == '\n') {
                break;
            }
            end--;
        }
        return end;
    }

    private static void rotate(Path file) throws IOException {
        for (int number = FILES - 1; number > 0; number--) {
            Path from = number == 1 ? file : file.resolveSibling(NAME + "." + (number - 1));
            if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(from, file.resolveSibling(NAME + "." + number), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Writes what is waiting, if the disk takes it within a second. */
    @Override
    public void close() {
        again.cancel(false);
        synchronized (this) {
            if (!thread.isShutdown()) {
                thread.execute(this::flush);
                thread.shutdown();
            }
        }
        try {
            if (!thread.awaitTermination(AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
