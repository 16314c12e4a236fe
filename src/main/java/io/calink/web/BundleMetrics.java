package io.calink.web;

import io.calink.bundle.Status;
import io.calink.jobs.Job;
import io.calink.jobs.Jobs;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells of bundles: how many there are in which state, how they ended, what that took, and what came of it. */
final class BundleMetrics implements MeterBinder {
    private static final String BYTES = "bytes";
    private static final Duration[] TIMES = {
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(10),
        Duration.ofMinutes(30)
    };
    private static final double[] SIZES = {1 << 20, 10 << 20, 100 << 20, 1 << 30, 4.0 * (1 << 30)};

    private final Jobs jobs;

    BundleMetrics(Jobs jobs) {
        this.jobs = jobs;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Job.State state : Job.State.values()) {
            Gauge.builder("calink.bundles", jobs, all -> count(all, state))
                    .tag("state", state.name())
                    .description("Bundles that are known, by their state: QUEUED ones wait, RUNNING ones are made")
                    .register(registry);
        }
        Gauge.builder("calink.storage.used", jobs, BundleMetrics::kept)
                .description("What the archives that are kept take of the disk")
                .baseUnit(BYTES)
                .register(registry);
        jobs.watch(new Meters(registry)::follow);
    }

    private static double count(Jobs jobs, Job.State state) {
        return jobs.list().stream().filter(job -> job.state() == state).count();
    }

    private static double kept(Jobs jobs) {
        return jobs.list().stream()
                .filter(job -> job.stored() && job.state().hasArchive())
                .map(Job::archive)
                .mapToDouble(archive -> archive == null ? 0 : archive.size())
                .sum();
    }

    /** Those that move when a bundle does. */
    private static final class Meters {
        private final MeterRegistry registry;
        private final Timer waited;
        private final DistributionSummary archive;
        private final Counter read;

        Meters(MeterRegistry registry) {
            this.registry = registry;
            waited = Timer.builder("calink.bundle.wait")
                    .description("How long bundles waited before they were begun")
                    .serviceLevelObjectives(TIMES)
                    .register(registry);
            archive = DistributionSummary.builder("calink.archive.size")
                    .description("How large archives became")
                    .baseUnit(BYTES)
                    .serviceLevelObjectives(SIZES)
                    .register(registry);
            read = Counter.builder("calink.bundle.read")
                    .description("What bundles that ended have gathered, before compression")
                    .baseUnit(BYTES)
                    .register(registry);
            for (Status status : Status.values()) {
                items(status);
            }
            ended(Job.State.SUCCEEDED, "none");
        }

        void follow(Job job) {
            if (job.state() == Job.State.RUNNING) {
                record(waited, job.createdAt(), job.startedAt());
            } else if (job.state().isOver() && job.state() != Job.State.EXPIRED) {
                end(job);
            }
        }

        private void end(Job job) {
            ended(job.state(), job.reason() == null ? "none" : job.reason().label())
                    .increment();
            record(duration(job.state()), job.startedAt(), job.finishedAt());
            if (job.archive() != null) {
                archive.record((double) job.archive().size());
            }
            read.increment((double) job.progress().bytesRead());
            job.counts().forEach((status, number) -> items(status).increment(number));
        }

        private Counter items(Status status) {
            return Counter.builder("calink.items")
                    .tag("status", status.label())
                    .description("Items of bundles that ended, by what became of them")
                    .register(registry);
        }

        private Counter ended(Job.State state, String reason) {
            return Counter.builder("calink.bundles.ended")
                    .tags("state", state.name(), "reason", reason)
                    .description("Bundles that ended, by how and why")
                    .register(registry);
        }

        private Timer duration(Job.State state) {
            return Timer.builder("calink.bundle.duration")
                    .tag("state", state.name())
                    .description("How long bundles took from their beginning to their end, by how they ended")
                    .serviceLevelObjectives(TIMES)
                    .register(registry);
        }

        private static void record(Timer timer, @Nullable Instant begin, @Nullable Instant end) {
            if (begin != null && end != null) {
                timer.record(Duration.between(begin, end)); // one that the clock made negative is not counted
            }
        }
    }
}
