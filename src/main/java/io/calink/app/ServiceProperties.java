package io.calink.app;

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

    /** How often the machine is looked at, and over which time usage is told. */
    record Sampling(Duration interval, Duration window) {
        Sampling {
            if (interval.compareTo(Duration.ofMillis(100)) < 0) {
                throw new IllegalArgumentException("calink.sampling.interval is " + interval.toMillis()
                        + " ms; it is at least 100 ms, since the counters move no faster.");
            }
            if (window.compareTo(interval) < 0) {
                throw new IllegalArgumentException("calink.sampling.window is shorter than calink.sampling.interval.");
            }
        }
    }

    ServiceProperties {
        Objects.requireNonNull(limits(jobs, retention));
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
        return limits(jobs, retention);
    }

    private static JobLimits limits(JobProperties jobs, Retention retention) {
        DataSize free = retention.freeSpace();
        return new JobLimits(
                jobs.running(),
                jobs.queued(),
                retention.age(),
                retention.count(),
                retention.size().toBytes(),
                free == null ? null : free.toBytes());
    }
}
