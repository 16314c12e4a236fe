package io.calink.cli;

import io.calink.CaLink;
import io.calink.bundle.Plan;
import io.calink.config.Configuration;
import io.calink.config.ConfigurationException;
import io.calink.config.ConfigurationSource;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which configuration holds. */
final class SourceOptions {
    @Option(
            names = "--config",
            paramLabel = "PATH",
            description = "The configuration. If none is named it is ./calink-config.ini, else"
                    + " /etc/calink/calink-config.ini, else the built-in one.")
    private @Nullable Path config;

    @Option(
            names = "--allow-insecure-config",
            description = "Use the configuration even if somebody else than you and root can have written it.")
    private boolean allowInsecureConfig;

    /**
     * What the configuration asks for.
     *
     * @param warnings is told what is allowed and probably not meant
     * @throws ConfigurationException if the configuration cannot be used
     */
    Plan plan(CaLink calink, Consumer<String> warnings) throws ConfigurationException {
        Configuration configuration = ConfigurationSource.standard(config, allowInsecureConfig)
                .read(calink.descriptions().keySet());
        configuration.warnings().forEach(warnings);
        return configuration.plan();
    }
}
