package io.calink.web;

import io.calink.config.LiveConfiguration;
import io.calink.info.Machine;
import io.calink.info.counters.MachineCounters;
import io.calink.jobs.AuditLog;
import io.calink.jobs.Jobs;
import io.calink.jobs.Storage;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What those see who look after the service: health, metrics and the audit log. */
@Configuration(proxyBeanMethods = false)
class Watching {
    private static final Duration PATIENCE = Duration.ofMillis(500);

    @Bean
    Visits visits() {
        return new Visits();
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tellOfVisits(Visits visits) {
        return factory -> factory.addEngineValves(visits);
    }

    @Bean
    AuditTrail auditTrail(AuditLog log, Silence silence, Visits visits) {
        AuditTrail trail = new AuditTrail(log, path -> silence.now().text(path));
        visits.watch(trail::note);
        return trail;
    }

    @Bean
    StorageProbe storageProbe(Storage storage) {
        return new StorageProbe(storage::look, PATIENCE);
    }

    @Bean
    ServiceHealth calinkHealthIndicator(LiveConfiguration configuration) {
        return new ServiceHealth(configuration);
    }

    @Bean
    StorageHealth storageHealthIndicator(StorageProbe probe, AuditLog audit) {
        return new StorageHealth(probe, audit);
    }

    /** Each metric says what it is. */
    @Bean
    MeterFilter describedRequests() {
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                return id.getName().equals("http.server.requests")
                        ? new Meter.Id(
                                id.getName(),
                                Tags.of(id.getTagsAsIterable()),
                                id.getBaseUnit(),
                                "Requests that reached a call, by the call's path, method and status",
                                id.getType())
                        : id;
            }
        };
    }

    @Bean
    OpenApiCustomizer watchingCalls() {
        return WatchingCalls::describe;
    }

    @Bean
    BundleMetrics bundleMetrics(Jobs jobs) {
        return new BundleMetrics(jobs);
    }

    @Bean
    VisitMetrics visitMetrics(Visits visits) {
        return new VisitMetrics(visits);
    }

    @Bean
    StorageMetrics storageMetrics(StorageProbe probe, AuditLog audit) {
        return new StorageMetrics(probe, audit);
    }

    @Bean
    ConfigurationMetrics configurationMetrics(LiveConfiguration configuration) {
        return new ConfigurationMetrics(configuration);
    }

    /** What node_exporter would tell of the machine; where no metrics are served, nobody asks for it. */
    @Bean
    MachineMetrics machineMetrics(Machine machine, Readings readings, ObjectProvider<PrometheusRegistry> registry) {
        MachineMetrics metrics = new MachineMetrics(new MachineCounters(machine), readings);
        registry.ifAvailable(there -> there.register(metrics));
        return metrics;
    }
}
