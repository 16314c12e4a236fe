package io.calink.app;

import io.calink.archive.Compression;
import io.calink.info.sampling.Sampler;
import io.calink.jobs.DataDirectory;
import io.calink.jobs.JobLimits;
import io.calink.web.RefusedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * How the service runs; {@code application.yml} tells what each of them means, and holds the defaults.
 *
 * @param config the configuration file, empty to look in the usual places
 * @param dataDir the data directory, empty for the usual one
 */
@ConfigurationProperties("calink")
record ServiceProperties(
        String config,
        boolean allowInsecureConfig,
        String root,
        String dataDir,
        JobProperties jobs,
        Retention retention,
        Archive archive,
        Commands commands,
        Sampling sampling) {
    /** How many bundles are made and wait. */
    record JobProperties(int running, int queued) {}

    /** What is kept of the bundles; {@code freeSpace} is {@code null} for the rule that holds where nothing is said. */
    record Retention(
            Duration age,
            int count,
            DataSize size,
            @Nullable DataSize freeSpace) {}

    /** Whether archives take over what has not changed since the one before, and how they are compressed. */
    record Archive(boolean reuse, int level, int threads, Compression.Engine engine) {
        Archive {
            if (level < 1 || level > 9) {
                throw new IllegalArgumentException(
                        "calink.archive.level is " + level + "; it is 1 (fast) to 9 (small).");
            }
            if (threads < 0 || threads > 64) {
                throw new IllegalArgumentException(
                        "calink.archive.threads is " + threads + "; it is 1 to 64, or 0 for one a core, at most 8.");
            }
        }

        Compression compression() {
            return new Compression(level, threads == 0 ? Compression.DEFAULT.threads() : threads, engine);
        }
    }

    /** How many commands run at once; 0 for as many as there are cores. */
    record Commands(int atOnce) {
        Commands {
            if (atOnce < 0) {
                throw new IllegalArgumentException(
                        "calink.commands.at-once is " + atOnce + "; it is 0 for one a core, or more.");
            }
        }

        int number() {
            return atOnce == 0 ? Runtime.getRuntime().availableProcessors() : atOnce;
        }
    }

    /** How often the machine is looked at, over which time usage is told, and how far back it can be told. */
    record Sampling(Duration interval, Duration window, Duration history) {
        Sampling {
            if (interval.compareTo(Duration.ofMillis(100)) < 0) {
                throw new IllegalArgumentException("calink.sampling.interval is " + interval.toMillis()
                        + " ms; it is at least 100 ms, since the counters move no faster.");
            }
            if (window.compareTo(interval) < 0) {
                throw new IllegalArgumentException("calink.sampling.window is shorter than calink.sampling.interval.");
            }
            if (window.compareTo(interval.multipliedBy(Sampler.MOST_INTERVALS)) > 0) {
                throw new IllegalArgumentException("calink.sampling.window is more than " + Sampler.MOST_INTERVALS
                        + " times calink.sampling.interval, which is how many samples are kept.");
            }
        }
    }

    ServiceProperties {
        Objects.requireNonNull(limits(jobs, retention, archive));
        if (!Path.of(root).isAbsolute()) {
            throw new IllegalArgumentException(
                    "calink.root is \"" + root + "\"; it is an absolute path, such as / or /host.");
        }
    }

    @Nullable
    Path configFile() {
        return config.isBlank() ? null : Path.of(config);
    }

    Path dataDirectory() {
        if (!dataDir.isBlank()) {
            return Path.of(dataDir);
        }
        return DataDirectory.usual()
                .orElseThrow(() ->
                        new RefusedException("The user of this process has no home directory; set calink.data-dir."));
    }

    JobLimits jobLimits() {
        return limits(jobs, retention, archive);
    }

    private static JobLimits limits(JobProperties jobs, Retention retention, Archive archive) {
        DataSize free = retention.freeSpace();
        return new JobLimits(
                jobs.running(),
                jobs.queued(),
                retention.age(),
                retention.count(),
                retention.size().toBytes(),
                free == null ? null : free.toBytes(),
                archive.reuse());
    }
}
