package io.calink.web;

import io.calink.app.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The service as a user starts it, on a port of its own, with a data directory and a configuration of its own. */
final class TestService implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    private TestService(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static TestService start(Path temporary, String configuration, Class<?>... extensions) throws IOException {
        return start(temporary, configuration, List.of(), extensions);
    }

    static TestService start(Path temporary, String configuration, List<String> settings, Class<?>... extensions)
            throws IOException {
        Path file = Files.writeString(temporary.resolve("calink-config.ini"), configuration);
        List<String> arguments = new ArrayList<>(List.of(
                "serve",
                "--server.port=0",
                "--calink.config=" + file,
                "--calink.allow-insecure-config=true",
                "--spring.lifecycle.timeout-per-shutdown-phase=100ms",
                "--calink.data-dir=" + temporary.resolve("data")));
        arguments.addAll(settings);
        return new TestService(Service.start(arguments.toArray(new String[0]), extensions));
    }

    int port() {
        return Objects.requireNonNull(((ServletWebServerApplicationContext) context).getWebServer())
                .getPort();
    }

    RawAnswer ask(String method, String path, String... headers) throws IOException {
        return RawAnswer.to(port(), method, path, List.of(headers), "");
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    <T> Collection<T> beans(Class<T> type) {
        return context.getBeansOfType(type).values();
    }

    @Override
    public void close() {
        context.close();
    }
}
