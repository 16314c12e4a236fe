package io.calink.bundle;

import io.calink.info.Informations;
import io.calink.info.Reading;
import io.calink.redaction.Counts;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads the informations of a plan in the background, those that are sampled as late as possible. */
final class InformationGathering implements Closeable {
    private static final int AT_ONCE = 4;
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("HH:mm:ss dd-MM-yyyy", Locale.ROOT);

    private final Plan plan;
    private final Informations informations;
    private final Progress progress;
    private final ExecutorService threads;
    private final Map<String, Future<Reading>> readings = new LinkedHashMap<>();
    private final long begin = System.nanoTime();

    InformationGathering(Plan plan, Informations informations, Progress progress) {
        this.plan = plan;
        this.informations = informations;
        this.progress = progress;
        this.threads = GatheringThreads.pool("calink-reading", AT_ONCE);
    }

    /** Begins to read what is not sampled. */
    void begin(Packer packer) {
        if (plan.informations().isEmpty()) {
            return;
        }
        progress.step(Progress.Step.INFORMATIONS, "");
        packer.tally().expect(plan.informations().size(), 0);
        plan.informations().stream()
                .filter(name -> !informations.sampled().contains(name))
                .forEach(this::submit);
    }

    /** Reads the samples taken since the beginning, and packs all values as one JSON document. */
    void pack(Packer packer, Names names, Sieve sieve, Removals removals, Clock clock, @Nullable OutputStream copy)
            throws IOException, InterruptedException {
        plan.informations().stream()
                .filter(name -> informations.sampled().contains(name))
                .forEach(this::submit);
        Map<String, Reading> read = new LinkedHashMap<>();
        for (Map.Entry<String, Future<Reading>> reading : readings.entrySet()) {
            read.put(reading.getKey(), packer.awaitToTheEnd(reading.getValue()).orElseGet(this::late));
        }
        progress.step(Progress.Step.JSON_FILE, names.jsonFile());
        Counts counts = new Counts();
        Map<String, Object> document = document(read, clock);
        try (Spool clean = clean(document, sieve, counts)) {
            String sha256 = packer.addDocument(names.jsonFile(), clean.size(), clean.read());
            removals.removed(names.jsonFile(), counts);
            if (copy != null) {
                clean.read().transferTo(copy);
            }
            packHistory(packer, sieve, removals);
            for (String name : plan.informations()) {
                Item item = item(name, Objects.requireNonNull(read.get(name)));
                packer.record(item.status() == Status.OK ? item.in(names.jsonFile(), clean.size(), sha256) : item);
            }
        } catch (RedactionFailedException e) {
            for (String name : plan.informations()) {
                packer.record(Item.without(Item.Kind.INFO, name, Status.FAILED, e.getMessage()));
            }
        }
    }

    /** What those that are sampled were before somebody asked. */
    private void packHistory(Packer packer, Sieve sieve, Removals removals) throws IOException, InterruptedException {
        List<String> sampled = plan.informations().stream()
                .filter(name -> informations.sampled().contains(name))
                .toList();
        byte[] table = HistoryTable.of(informations.histories(sampled, HistoryTable.POINTS));
        if (table.length > 0) {
            Counts counts = new Counts();
            try (Spool clean = sieve.clean(new ByteArrayInputStream(table), false, counts)) {
                packer.addDocument(HistoryTable.NAME, clean.size(), clean.read());
                removals.removed(HistoryTable.NAME, counts);
            }
        }
    }

    /** Strings for themselves, as if each were a text, and then the whole, where a key stands before its value. */
    private static Spool clean(Map<String, Object> document, Sieve sieve, Counts counts) throws IOException {
        Object strings = new CleanValues(sieve, counts).of(document);
        byte[] bytes = Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(strings);
        return sieve.clean(new ByteArrayInputStream(bytes), false, counts);
    }

    private Reading late() {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        return new Reading.Failure(
                Reading.Cause.TIMEOUT, "It was still being read when the bundle had to end.", millis);
    }

    private Map<String, Object> document(Map<String, Reading> read, Clock clock) {
        Map<String, Object> document = new LinkedHashMap<>();
        plan.info().forEach((key, wanted) -> {
            Map<String, @Nullable Object> group = new LinkedHashMap<>();
            wanted.forEach(name ->
                    group.put(name, read.get(name) instanceof Reading.Value value ? value.value() : null));
            document.put(key, group);
        });
        document.put("timestamp", TIMESTAMP.format(ZonedDateTime.now(clock)));
        return document;
    }

    private static Item item(String name, Reading reading) {
        Status status = Status.OK;
        String detail = null;
        if (reading instanceof Reading.Absent absent) {
            status = Status.ABSENT;
            detail = absent.reason();
        } else if (reading instanceof Reading.Failure failure) {
            detail = failure.reason();
            status = switch (failure.cause()) {
                case DENIED -> Status.DENIED;
                case TIMEOUT -> Status.TIMEOUT;
                case NOT_YET, FAILED -> Status.FAILED;
            };
        }
        return new Item(Item.Kind.INFO, name, null, status, detail, null, null, null, null, reading.millis(), null);
    }

    private void submit(String name) {
        Duration time = plan.info().entrySet().stream()
                .filter(line -> line.getValue().contains(name))
                .map(line -> plan.limits().infoTime(line.getKey()))
                .max(Duration::compareTo)
                .orElse(plan.limits().infoTime());
        readings.put(name, threads.submit(() -> {
            progress.item(Item.Kind.INFO, name);
            return informations.read(name, time);
        }));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
