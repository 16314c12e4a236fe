package io.calink.web;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;

/** Tells of requests what is special to this service: who was not let in, what was turned away, what was handed over. */
final class VisitMetrics implements MeterBinder {
    private static final Map<Integer, String> CAUSES =
            Map.of(429, "queue-full", 503, "unavailable", 507, "insufficient-storage");
    private static final Map<Action, String> KINDS =
            Map.of(Action.DOWNLOAD, "archive", Action.STREAM, "stream", Action.ENTRY, "entry");

    private final Visits visits;

    VisitMetrics(Visits visits) {
        this.visits = visits;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        CAUSES.values().forEach(cause -> rejected(registry, cause));
        KINDS.values().forEach(kind -> {
            downloads(registry, kind, true);
            sent(registry, kind);
        });
        failures(registry, true);
        failures(registry, false);
        visits.watch(visit -> note(registry, visit));
    }

    private static void note(MeterRegistry registry, Visit visit) {
        if (visit.isUnauthenticated()) {
            failures(registry, visit.credentials()).increment();
        }
        String cause = CAUSES.get(visit.status());
        if (cause != null && visit.action() == Action.CREATE) {
            rejected(registry, cause).increment();
        }
        String kind = visit.action() == null ? null : KINDS.get(visit.action());
        if (kind != null && visit.isServed() && !visit.method().equals("HEAD")) {
            downloads(registry, kind, visit.complete()).increment();
            sent(registry, kind).increment((double) visit.bytes());
        }
    }

    private static Counter failures(MeterRegistry registry, boolean credentials) {
        return Counter.builder("calink.authentication.failures")
                .tag("credentials", credentials ? "wrong" : "missing")
                .description("Requests that were sent away since it was not known who asks")
                .register(registry);
    }

    private static Counter rejected(MeterRegistry registry, String cause) {
        return Counter.builder("calink.bundles.rejected")
                .tag("cause", cause)
                .description("Bundles that were asked for and not begun")
                .register(registry);
    }

    private static Counter downloads(MeterRegistry registry, String kind, boolean complete) {
        return Counter.builder("calink.downloads")
                .tags("kind", kind, "complete", String.valueOf(complete))
                .description("Archives and entries that were asked for and sent, whole or in part")
                .register(registry);
    }

    private static Counter sent(MeterRegistry registry, String kind) {
        return Counter.builder("calink.downloads.sent")
                .tag("kind", kind)
                .description("What was sent of archives and entries")
                .baseUnit("bytes")
                .register(registry);
    }
}
