package io.calink.jobs;

import static org.awaitility.Awaitility.await;

import io.calink.bundle.Bundler;
import io.calink.bundle.Limits;
import io.calink.bundle.Output;
import io.calink.bundle.Plan;
import io.calink.bundle.Selection;
import io.calink.bundle.Workplace;
import io.calink.commands.Command;
import io.calink.files.FileSelection;
import io.calink.info.Informations;
import io.calink.info.Machine;
import io.calink.info.sampling.Sampler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Real bundles of little, in a directory of their own; {@code gate} holds those that ask for it until it is opened. */
final class Workshop implements AutoCloseable {
    static final Request QUICK = request("quick");
    static final Request GATED = request("gate");

    final Path directory;
    final Path collected;
    final Semaphore gate = new Semaphore(0);
    final Semaphore reached = new Semaphore(0);
    final MovableClock clock = new MovableClock();
    private final Sampler sampler;
    private final Informations informations;
    private final Workplace workplace;

    Workshop(Path temporary) throws IOException {
        this(temporary, temporary.resolve("collected"));
    }

    /** One that collects elsewhere. */
    Workshop(Path temporary, Path collected) throws IOException {
        this.collected = Files.createDirectories(collected);
        directory = temporary.resolve("data");
        Path spool = Files.createDirectories(temporary.resolve("spool"));
        Machine machine = Machine.at(Path.of("/"));
        sampler = Sampler.steady(machine, Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofMinutes(1));
        informations = Informations.standard(machine, sampler)
                .with("quick", "Is there at once", () -> "quick")
                .with("gate", "Is there when the gate is opened", this::pass);
        workplace = new Workplace(Path.of("/"), temporary, Map.of("PATH", "/usr/bin:/bin"), spool, clock, 2);
    }

    private String pass() throws InterruptedException {
        reached.release();
        gate.acquire();
        return "passed";
    }

    Bundler bundler() {
        return new Bundler(informations, workplace);
    }

    DataDirectory open() throws IOException {
        return DataDirectory.open(directory);
    }

    Jobs jobs(DataDirectory data, JobLimits limits) throws IOException {
        return new Jobs(data, bundler(), this::plan, limits, clock);
    }

    Plan plan() {
        return plan(Output.DEFAULT);
    }

    Plan plan(Output output) {
        Limits limits = new Limits(
                1 << 20, Map.of(), Duration.ofSeconds(60), Map.of(), Duration.ofMinutes(2), 1 << 30, 1000, 8, null);
        return new Plan(
                Map.of("quick", List.of("quick"), "gate", List.of("gate")),
                List.of(FileSelection.parse("_dirs", collected.toString())),
                List.of(
                        new Command("sleep", "sleep 300", Duration.ofMinutes(5), 1000),
                        new Command("priority", "nice; ionice", Duration.ofMinutes(1), 1000),
                        new Command("noise", "head -c 8000000 /dev/urandom", Duration.ofMinutes(1), 8_000_000)),
                output,
                limits,
                "0");
    }

    /** Takes in all that the test has, the data directory's surroundings included. */
    Plan planOfEverything() {
        Plan plan = plan();
        return new Plan(
                plan.info(),
                List.of(FileSelection.parse("_dirs", collected + "," + directory.getParent() + "," + directory)),
                plan.commands(),
                plan.output(),
                plan.limits(),
                "0");
    }

    static Request request(@Nullable String information) {
        return new Request(
                null,
                new Selection(
                        information == null ? List.of() : List.of(information), List.of(), List.of(), null, null));
    }

    static Request command(String label) {
        return new Request(null, new Selection(List.of(), List.of(), List.of(label), null, null));
    }

    /** The job when it is over. */
    static Job over(Jobs jobs, Job job) {
        Supplier<Job> now = () -> jobs.find(job.id()).orElseThrow();
        await().atMost(Duration.ofSeconds(30)).until(() -> now.get().state().isOver());
        return now.get();
    }

    static Job.Archive archive(Job job) {
        return Objects.requireNonNull(job.archive());
    }

    static Problem error(Job job) {
        return Objects.requireNonNull(job.error());
    }

    /** The names of all records and archives. */
    static List<String> files(DataDirectory data) throws IOException {
        return names(data.bundles());
    }

    static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Override
    public void close() {
        gate.release(1000);
        informations.close();
        sampler.close();
    }

    /** The time of this machine, and as much more or less as a test wants. */
    static final class MovableClock extends Clock {
        private volatile Duration offset = Duration.ZERO;

        void move(Duration by) {
            offset = offset.plus(by);
        }

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(offset);
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
