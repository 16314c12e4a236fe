package io.calink.app;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.calink.bundle.Discretion;
import io.calink.bundle.Redaction;
import org.springframework.boot.logging.logback.StructuredLogEncoder;

/** Takes the secrets out of a log line that is a JSON object, which stays one; as {@link CleanMessages} does for others. */
public final class CleanObjects extends StructuredLogEncoder {
    private final Discretion discretion = new Discretion(Redaction.standard(), System.getenv());

    @Override
    public byte[] encode(ILoggingEvent event) {
        return discretion.json(super.encode(event));
    }
}
