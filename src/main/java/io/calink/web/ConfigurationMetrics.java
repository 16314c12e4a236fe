package io.calink.web;

import io.calink.config.LiveConfiguration;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** Tells whether the configuration in force is the one in the file. */
final class ConfigurationMetrics implements MeterBinder {
    private final LiveConfiguration configuration;

    ConfigurationMetrics(LiveConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("calink.config.stale", configuration, now -> now.stale() == null ? 0 : 1)
                .description("1 if calink-config.ini has a mistake, so that the one before is in force")
                .register(registry);
    }
}
