package io.calink.app;

import io.calink.bundle.Version;
import io.calink.config.LiveConfiguration;
import io.calink.jobs.DataDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The REST service: starts it, and says in one line why it does not start. */
public final class Service {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);
    private static final Path SYSTEM = Path.of("/etc/calink/application.yml");

    private Service() {}

    /** Starts the service, and ends the program if that cannot be: with 2 for a mistake in the settings, else with 1. */
    static void run(String... args) {
        try {
            start(args);
        } catch (RuntimeException | Error e) {
            StartFailure failure = StartFailure.of(e);
            failure.lines().forEach(line -> System.err.println("calink: " + line));
            System.exit(failure.status());
        }
    }

    /**
     * Starts the service with the arguments of its command line, {@code serve} first or left away.
     *
     * @param extensions configuration classes whose beans of type {@code Information} are served too
     * @return the running service; closing it ends it
     */
    public static ConfigurableApplicationContext start(String[] args, Class<?>... extensions) {
        return start(SYSTEM, args, extensions);
    }

    static ConfigurableApplicationContext start(Path system, String[] args, Class<?>... extensions) {
        String[] settings = Arguments.settings(args);
        ConfigurableApplicationContext service = silently(application(system, extensions), settings);
        announce(service);
        return service;
    }

    private static ConfigurableApplicationContext silently(SpringApplication application, String... settings) {
        try (StartSilence silence = new StartSilence(Service.class.getClassLoader())) {
            application.addListeners(event -> {
                if (event instanceof ApplicationPreparedEvent || event instanceof ApplicationFailedEvent) {
                    silence.begin();
                }
            });
            return application.run(settings);
        }
    }

    private static SpringApplication application(Path system, Class<?>... extensions) {
        List<Class<?>> sources = new ArrayList<>(List.of(ServiceBeans.class));
        sources.addAll(List.of(extensions));
        SpringApplication application = new SpringApplication(sources.toArray(new Class<?>[0]));
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.addListeners(new LogForm());
        // before conditions ask for single ones and fail without naming them
        application.addInitializers(
                context -> Binder.get(context.getEnvironment()).bind("server", ServerProperties.class));
        // these two and no other: a file that lies in the current directory may be anybody's
        application.setDefaultProperties(
                Map.of("spring.config.location", "classpath:/io/calink/app/application.yml,optional:file:" + system));
        return application;
    }

    private static void announce(ConfigurableApplicationContext service) {
        int port = service instanceof ServletWebServerApplicationContext web && web.getWebServer() != null
                ? web.getWebServer().getPort()
                : -1;
        LOG.info(
                "CaLink {} serves {}://{}:{}, configuration {}, data directory {}",
                Version.current(),
                Ssl.isEnabled(service.getBean(ServerProperties.class).getSsl()) ? "https" : "http",
                host(service.getEnvironment().getProperty("server.address", "")),
                port,
                service.getBean(LiveConfiguration.class).current().source(),
                service.getBean(DataDirectory.class).path());
    }

    /** The address as a URL has it. */
    static String host(String address) {
        return address.contains(":") && !address.startsWith("[") ? "[" + address + "]" : address;
    }
}
