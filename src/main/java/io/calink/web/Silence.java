package io.calink.web;

import io.calink.bundle.Discretion;
import io.calink.bundle.Workplace;
import io.calink.config.Configuration;
import io.calink.config.LiveConfiguration;
import org.jspecify.annotations.Nullable;

/** What everything passes that the service says, so that no secret is in it; under the configuration in force. */
final class Silence {
    private final LiveConfiguration configuration;
    private final Workplace workplace;
    private volatile @Nullable Kept kept;

    private record Kept(Configuration configuration, Discretion discretion) {}

    Silence(LiveConfiguration configuration, Workplace workplace) {
        this.configuration = configuration;
        this.workplace = workplace;
    }

    Discretion now() {
        Configuration current = configuration.current();
        Kept last = kept;
        if (last == null || last.configuration() != current) {
            last = new Kept(current, new Discretion(current.plan().redaction(), workplace));
            kept = last;
        }
        return last.discretion();
    }
}
