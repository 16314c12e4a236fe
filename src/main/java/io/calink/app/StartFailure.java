package io.calink.app;

import io.calink.config.ConfigurationException;
import io.calink.jobs.DataDirectoryException;
import io.calink.web.RefusedException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.util.unit.DataSize;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Why the service did not start, as its user is told.
 *
 * @param status the exit status: 2 for a mistake in settings or configuration, 1 for anything else
 * @param lines what is wrong, mostly one line
 */
record StartFailure(int status, List<String> lines) {
    private static final int FAILED = 1;
    private static final int MISTAKE = 2;

    static StartFailure of(Throwable thrown) {
        List<Throwable> causes = causes(thrown);
        for (Throwable cause : causes) {
            StartFailure known = known(cause);
            if (known != null) {
                return known;
            }
        }
        String message = causes.get(causes.size() - 1).getMessage();
        return new StartFailure(
                FAILED,
                List.of("The service could not start: "
                        + (message == null ? "there is no more to say about it" : firstLine(message))));
    }

    private static @Nullable StartFailure known(Throwable cause) {
        if (cause instanceof RefusedException || cause instanceof ConfigurationException) {
            return mistake(String.valueOf(cause.getMessage()));
        }
        if (cause instanceof DataDirectoryException) {
            return mistake(String.valueOf(cause.getMessage()));
        }
        if (cause instanceof PortInUseException port) {
            return new StartFailure(
                    FAILED,
                    List.of("Port " + port.getPort()
                            + " is in use by another program; end that one, or set --server.port to another."));
        }
        if (cause instanceof BindException bind) {
            return mistake(property(bind));
        }
        if (cause instanceof MarkedYAMLException yaml) {
            return mistake("application.yml cannot be read: " + yaml.getProblem()
                    + (yaml.getProblemMark() == null
                            ? "."
                            : " in line " + (yaml.getProblemMark().getLine() + 1) + "."));
        }
        if (cause instanceof IllegalStateException
                && String.valueOf(cause.getMessage()).endsWith("closed already")) {
            return new StartFailure(FAILED, List.of("The service was told to end before it had started."));
        }
        if (cause instanceof ConfigDataException data) {
            return mistake(firstLine(String.valueOf(data.getMessage())));
        }
        return null;
    }

    private static StartFailure mistake(String message) {
        return new StartFailure(MISTAKE, message.lines().toList());
    }

    private static String property(BindException bind) {
        for (Throwable cause : causes(bind)) {
            if (cause instanceof IllegalArgumentException plain
                    && plain.getMessage() != null
                    && plain.getStackTrace().length > 0
                    && plain.getStackTrace()[0].getClassName().startsWith("io.calink.")) {
                return plain.getMessage();
            }
        }
        ConfigurationProperty property = bind.getProperty();
        return bind.getName() + " is " + (property == null ? "wrong" : "\"" + property.getValue() + "\"") + "; "
                + expected(bind.getTarget().getType().resolve(Object.class)) + " was expected.";
    }

    private static String expected(Class<?> type) {
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "a whole number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == Duration.class) {
            return "a time such as 500ms, 30s or 7d";
        }
        if (type == DataSize.class) {
            return "a size such as 512MB or 5GB";
        }
        if (type == InetAddress.class) {
            return "an address such as 127.0.0.1";
        }
        return type.isEnum() ? "one of " + List.of(type.getEnumConstants()) : "another value";
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("").strip();
    }

    private static List<Throwable> causes(Throwable thrown) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = thrown; cause != null && !causes.contains(cause); cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }
}
