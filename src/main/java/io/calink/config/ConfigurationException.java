package io.calink.config;

import java.util.List;

/**
 * A configuration that cannot be used. The message is for the user: a line for each mistake, such as
 * {@code FILE:LINE: [section] key: what is wrong; what is allowed; did you mean X?}.
 */
public final class ConfigurationException extends Exception {
    private static final long serialVersionUID = 1L;

    ConfigurationException(String message) {
        super(message);
    }

    ConfigurationException(List<String> mistakes) {
        this(String.join("\n", mistakes));
    }
}
