package io.calink.app;

import io.calink.web.RefusedException;
import java.util.List;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/** Refuses a form of log lines that there is not, before the logging meets it and has no words for it. */
final class LogForm implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {
    private static final String PROPERTY = "logging.structured.format.console";
    private static final List<String> FORMS = List.of("", "ecs", "logstash", "gelf");

    @Override
    public int getOrder() {
        return LoggingApplicationListener.DEFAULT_ORDER - 1; // the settings have been read by then
    }

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        String form = event.getEnvironment().getProperty(PROPERTY, "");
        if (!FORMS.contains(form)) {
            throw new RefusedException(PROPERTY + " is \"" + form
                    + "\"; ecs, logstash or gelf was expected, or nothing for lines that people read.");
        }
    }
}
