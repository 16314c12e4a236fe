package io.calink.app;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.CompositeConverter;
import io.calink.bundle.Discretion;
import io.calink.bundle.Redaction;

/** Takes the secrets out of a log line, by the rules that are built in and the secrets that this process was given. */
public final class CleanMessages extends CompositeConverter<ILoggingEvent> {
    private final Discretion discretion = new Discretion(Redaction.standard(), System.getenv());

    @Override
    protected String transform(ILoggingEvent event, String text) {
        return discretion.text(text);
    }
}
