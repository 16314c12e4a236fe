package io.calink.app;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;

/**
 * Keeps the frameworks' own reports of a failed start out of the log: the program says why it did not start in one
 * line. Levels that somebody has set stay as they are.
 */
final class StartSilence implements AutoCloseable {
    private static final List<String> FRAMEWORKS = List.of("org.springframework", "org.apache");

    private final LoggingSystem logging;
    private final List<String> silenced = new ArrayList<>();

    StartSilence(@Nullable ClassLoader loader) {
        logging = LoggingSystem.get(loader == null ? ClassLoader.getSystemClassLoader() : loader);
    }

    void begin() {
        for (String name : FRAMEWORKS) {
            LoggerConfiguration logger = logging.getLoggerConfiguration(name);
            if (!silenced.contains(name) && (logger == null || logger.getConfiguredLevel() == null)) {
                logging.setLogLevel(name, LogLevel.OFF);
                silenced.add(name);
            }
        }
    }

    @Override
    public void close() {
        silenced.forEach(name -> logging.setLogLevel(name, null));
        silenced.clear();
    }
}
