package io.calink.info;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One running process; {@code null} is what could not be told.
 *
 * @param pid its number
 * @param ppid its parent's number
 * @param name the name of its program, as the kernel keeps it
 * @param command its whole command line, {@code null} for threads of the kernel
 * @param user the name of the effective user, or its number where it has no name
 * @param state the letter of proc(5): R, S, D, T, Z, ...
 * @param started when it was started
 * @param cpuPercent its share of one core since it was started, at most 100
 * @param rss bytes of memory that it occupies
 * @param virtual bytes of its address space
 * @param threads how many threads it has
 * @param openFiles how many files it has open
 */
record RunningProcess(
        long pid,
        @Nullable Long ppid,
        String name,
        @Nullable String command,
        @Nullable String user,
        @Nullable String state,
        @Nullable Instant started,
        @Nullable Double cpuPercent,
        @Nullable Long rss,
        @Nullable Long virtual,
        @Nullable Long threads,
        @Nullable Long openFiles) {}
