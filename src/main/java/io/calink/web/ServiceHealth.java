package io.calink.web;

import io.calink.config.LiveConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Says that the service is up, and whether the configuration in force is the one in the file. */
final class ServiceHealth implements HealthIndicator {
    private final LiveConfiguration configuration;

    ServiceHealth(LiveConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public Health health() {
        return Health.up()
                .withDetail("config", configuration.stale() == null ? "current" : "stale")
                .build();
    }
}
