package io.calink.web;

import io.calink.bundle.Discretion;
import io.calink.bundle.Workplace;
import io.calink.config.Configuration;
import io.calink.config.LiveConfiguration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What everything passes that the service says, so that no secret is in it; under the configuration in force. */
final class Silence {
    private static final long NAMES_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final LiveConfiguration configuration;
    private final Workplace workplace;
    private volatile @Nullable Kept kept;

    private record Kept(Configuration configuration, Discretion discretion, long since) {}

    Silence(LiveConfiguration configuration, Workplace workplace) {
        this.configuration = configuration;
        this.workplace = workplace;
    }

    Discretion now() {
        Configuration current = configuration.current();
        Kept last = kept;
        if (last == null || last.configuration() != current || isOld(last)) {
            last = new Kept(current, new Discretion(current.plan().redaction(), workplace), System.nanoTime());
            kept = last;
        }
        return last.discretion();
    }

    /** Users and neighbours come and go. */
    private static boolean isOld(Kept kept) {
        boolean named = !kept.configuration()
                .plan()
                .redaction()
                .rules()
                .settings()
                .pseudonyms()
                .isEmpty();
        return named && System.nanoTime() - kept.since() > NAMES_NANOS;
    }
}
