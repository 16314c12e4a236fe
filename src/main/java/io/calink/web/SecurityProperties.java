package io.calink.web;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Who may ask from where. {@code hosts}: names beside the machine's own under which the service may be called. */
@ConfigurationProperties("calink.security")
record SecurityProperties(@DefaultValue List<String> hosts) {
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
    }
}
