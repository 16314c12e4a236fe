package io.calink.web;

import java.util.List;
import org.springframework.core.env.Environment;

/** Settings of Spring Boot that would lead past the guard: they change who seems to call, or open a second door. */
final class WayRound {
    private static final List<String> UNGUARDED = List.of(
            "management.server.port",
            "management.server.address",
            "server.tomcat.remoteip.remote-ip-header",
            "server.tomcat.remoteip.protocol-header");

    private WayRound() {}

    /** Refuses to start with one of them. */
    static void refuse(Environment environment) {
        String strategy = environment.getProperty("server.forward-headers-strategy", "none");
        if (!strategy.equalsIgnoreCase("none")) {
            throw refused("server.forward-headers-strategy");
        }
        for (String name : UNGUARDED) {
            if (environment.containsProperty(name)) {
                throw refused(name);
            }
        }
    }

    private static RefusedException refused(String name) {
        return new RefusedException(name + " is set, which would lead past the check of who calls; leave it out.");
    }
}
