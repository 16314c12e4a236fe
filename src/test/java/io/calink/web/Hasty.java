package io.calink.web;

import java.time.Duration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Has the service lose its patience so soon that a test can wait for it. */
@Configuration
class Hasty {
    /** How long a request may take, and a client do nothing. */
    static final Duration WHOLE = Duration.ofMillis(400);

    /** When it has surely been noticed: the container looks at those who do nothing once a second. */
    static final Duration SOON = Duration.ofSeconds(10);

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> haste() {
        return factory -> factory.addConnectorCustomizers(
                connector -> ((PunctualProtocol) connector.getProtocolHandler()).allow(WHOLE, WHOLE));
    }
}
