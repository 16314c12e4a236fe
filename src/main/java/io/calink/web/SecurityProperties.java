package io.calink.web;

import io.calink.tokens.Grant;
import io.calink.tokens.Tokens;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may ask from where.
 *
 * @param hosts names beside the machine's own under which the service may be called
 * @param tokens lines NAME:ROLE:sha256-HEX
 */
@ConfigurationProperties("calink.security")
record SecurityProperties(
        @DefaultValue List<String> hosts, @DefaultValue List<String> tokens) {
    SecurityProperties {
        hosts = hosts.stream()
                .map(String::strip)
                .filter(host -> !host.isEmpty())
                .toList();
        for (String host : hosts) {
            if (Authority.parse(host) == null) {
                throw new IllegalArgumentException("calink.security.hosts names \"" + host
                        + "\"; a host name or an address was expected, such as calink.example.org.");
            }
        }
        tokens = tokens.stream().filter(line -> !line.isBlank()).toList();
        Objects.requireNonNull(read(tokens));
    }

    Tokens allTokens() {
        return read(tokens);
    }

    private static Tokens read(List<String> lines) {
        try {
            return new Tokens(lines.stream().map(Grant::parse).toList());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("calink.security.tokens cannot be used: " + e.getMessage(), e);
        }
    }
}
