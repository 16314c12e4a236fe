package io.calink.web;

import io.calink.jobs.AuditLog;
import io.calink.jobs.Storage;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToLongFunction;

/** Tells of the disk of the data directory, and of the audit log on it. */
final class StorageMetrics implements MeterBinder {
    private final StorageProbe probe;
    private final AuditLog audit;

    StorageMetrics(StorageProbe probe, AuditLog audit) {
        this.probe = probe;
        this.audit = audit;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("calink.storage.usable", probe, StorageMetrics::usable)
                .description("1 if bundles can be kept in the data directory, 0 if not")
                .register(registry);
        space(registry, "calink.storage.free", "What is free on the disk of the data directory", Storage.Space::free);
        space(registry, "calink.storage.floor", "What must stay free on that disk", Storage.Space::floor);
        space(registry, "calink.storage.capacity", "What that disk has in all", Storage.Space::total);
        FunctionCounter.builder("calink.audit.lost", audit, AuditLog::lost)
                .description("Lines of the audit log that could not be written, and were given up")
                .register(registry);
    }

    private void space(MeterRegistry registry, String name, String description, ToLongFunction<Storage.Space> value) {
        Gauge.builder(name, probe, now -> read(now, value))
                .description(description)
                .baseUnit("bytes")
                .register(registry);
    }

    private static double usable(StorageProbe probe) {
        Storage.State state = probe.state();
        return state != null && state.trouble() == null ? 1 : 0;
    }

    private static double read(StorageProbe probe, ToLongFunction<Storage.Space> value) {
        Storage.State state = probe.state();
        return state == null || state.space() == null ? Double.NaN : value.applyAsLong(state.space());
    }
}
