package io.calink.web;

import java.net.InetAddress;
import java.time.Duration;
import org.apache.catalina.Context;
import org.apache.catalina.Pipeline;
import org.apache.catalina.Valve;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/** Tells the container where it may listen, and how it says what it refuses; after all other settings were made. */
final class Container implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {
    private final ProblemWriter problems;
    private final boolean tokens;
    private final Duration patience;

    /** {@code tokens}: whether there are any; {@code patience}: how long the container waits for the next bytes of a body. */
    Container(ProblemWriter problems, boolean tokens, Duration patience) {
        this.problems = problems;
        this.tokens = tokens;
        this.patience = patience;
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        InetAddress address = factory.getAddress();
        if (!tokens && (address == null || !address.isLoopbackAddress())) {
            throw new RefusedException("server.address is "
                    + (address == null ? "empty" : address.getHostAddress())
                    + ", where other machines could reach the service; that takes a token: add a line of \"calink token "
                    + "NAME\" to calink.security.tokens, or set it to 127.0.0.1.");
        }
        factory.addContextCustomizers(this::report);
        factory.addConnectorCustomizers(this::limit);
    }

    /** Of its own patience the container has one for reading and writing, and clients may read slowly. */
    private void limit(Connector connector) {
        if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
            http.setDisableUploadTimeout(false);
            http.setConnectionUploadTimeout((int) patience.toMillis());
        }
    }

    private void report(Context context) {
        StandardHost host = (StandardHost) context.getParent();
        Pipeline pipeline = host.getPipeline();
        for (Valve valve : pipeline.getValves()) {
            if (valve instanceof ErrorReportValve) {
                pipeline.removeValve(valve);
            }
        }
        host.setErrorReportValveClass("");
        pipeline.addValve(new ProblemValve(problems));
    }
}
