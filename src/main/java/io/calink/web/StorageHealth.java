package io.calink.web;

import io.calink.jobs.AuditLog;
import io.calink.jobs.Storage;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Says whether bundles can be kept. A disk with too little free space is no reason to be down: the service goes on to
 * answer, to stream and to hand over what it has, and only whoever looks after the disk can do something about it.
 */
final class StorageHealth implements HealthIndicator {
    private final StorageProbe probe;
    private final AuditLog audit;

    StorageHealth(StorageProbe probe, AuditLog audit) {
        this.probe = probe;
        this.audit = audit;
    }

    @Override
    public Health health() {
        Storage.State state = probe.state();
        if (state == null) {
            return Health.down()
                    .withDetail("trouble", "The disk of the data directory does not answer.")
                    .build();
        }
        Health.Builder health =
                state.trouble() == null ? Health.up() : Health.down().withDetail("trouble", state.trouble());
        health.withDetail("directory", state.directory().toString());
        Storage.Space space = state.space();
        if (space != null) {
            health.withDetail("space", space.isShort() ? "short" : "enough")
                    .withDetail("total", space.total())
                    .withDetail("free", space.free())
                    .withDetail("floor", space.floor());
        }
        return health.withDetail("audit", audit.isFailing() ? "failing" : "written")
                .build();
    }
}
