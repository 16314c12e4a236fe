package io.calink.jobs;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much of everything there may be. Zero is no limit for {@code age}, {@code count} and {@code size}.
 *
 * @param running how many bundles are made at the same time
 * @param queued how many wait
 * @param age how long an archive is kept
 * @param count how many archives are kept
 * @param size how many bytes of archives are kept
 * @param freeSpace bytes that stay free on the disk of the archives; {@code null} is 1 GiB or 5 %, whichever is smaller
 * @param reuse whether what has not changed is taken from the archive before
 */
public record JobLimits(
        int running,
        int queued,
        Duration age,
        int count,
        long size,
        @Nullable Long freeSpace,
        boolean reuse) {
    /** The limits that hold where nothing is said. */
    public static final JobLimits DEFAULT = new JobLimits(1, 8, Duration.ofDays(7), 10, 5L << 30, null);

    private static final long DEFAULT_FREE_SPACE = 1L << 30;
    private static final int DEFAULT_FREE_SHARE = 20;

    public JobLimits {
        if (running < 1) {
            throw new IllegalArgumentException("At least one bundle must be able to run, not " + running + ".");
        }
        if (queued < 0 || count < 0 || size < 0 || age.isNegative() || (freeSpace != null && freeSpace < 0)) {
            throw new IllegalArgumentException("A limit of the jobs or of the retention is negative.");
        }
    }

    /** The same, with what has not changed taken from the archive before. */
    public JobLimits(int running, int queued, Duration age, int count, long size, @Nullable Long freeSpace) {
        this(running, queued, age, count, size, freeSpace, true);
    }

    /** The bytes that stay free on a disk of {@code total} bytes. */
    long floor(long total) {
        return freeSpace != null ? freeSpace : Math.min(DEFAULT_FREE_SPACE, total / DEFAULT_FREE_SHARE);
    }
}
