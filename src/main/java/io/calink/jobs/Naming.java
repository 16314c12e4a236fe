package io.calink.jobs;

import io.calink.bundle.Names;
import io.calink.bundle.Output;
import io.calink.bundle.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Gives every bundle a name of its own, among those that somebody may have in one place. */
final class Naming {
    private static final Duration RECENT = Duration.ofMinutes(1);

    private final Records records;
    private final Function<Plan, String> workstation;

    Naming(Records records, Function<Plan, String> workstation) {
        this.records = records;
        this.workstation = workstation;
    }

    /** Names a bundle that is begun now. */
    synchronized Names name(Entry entry, Plan plan, Instant now) {
        Output output = plan.output();
        Set<String> taken = records.newestFirst().stream()
                .filter(other -> other != entry && isInUse(other.latest(), now))
                .map(Naming::archiveOf)
                .collect(Collectors.toSet());
        String host = workstation.apply(plan);
        int attempt = 1;
        while (taken.contains(Names.of(output, host, now, attempt).archiveFile())) {
            attempt++;
        }
        Names names = Names.of(output, host, now, attempt);
        entry.name(names);
        return names;
    }

    private static boolean isInUse(Job job, Instant now) {
        return !job.state().isOver()
                || job.keepsArchive()
                || job.createdAt().plus(RECENT).isAfter(now);
    }

    private static String archiveOf(Entry entry) {
        Names names = entry.names();
        Job.Archive archive = entry.latest().archive();
        return names != null ? names.archiveFile() : archive != null ? archive.name() : "";
    }
}
