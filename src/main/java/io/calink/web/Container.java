package io.calink.web;

import java.net.InetAddress;
import java.time.Duration;
import org.apache.catalina.Context;
import org.apache.catalina.Pipeline;
import org.apache.catalina.Valve;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/** Tells the container where it may listen, and how it says what it refuses; after all other settings were made. */
final class Container implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {
    private final ProblemWriter problems;
    private final boolean tokens;
    private final int threads;
    private final Duration deadline;
    private final Duration patience;

    /**
     * Has the container told.
     *
     * @param tokens whether there are any
     * @param threads how many there are for requests
     * @param deadline how long a whole request may take to arrive
     * @param patience how long a client may read nothing of its answer, or ask nothing more
     */
    Container(ProblemWriter problems, boolean tokens, int threads, Duration deadline, Duration patience) {
        this.problems = problems;
        this.tokens = tokens;
        this.threads = threads;
        this.deadline = deadline;
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
        factory.setProtocol(PunctualProtocol.class.getName());
        factory.addContextCustomizers(this::report);
        factory.addConnectorCustomizers(this::limit);
    }

    private void limit(Connector connector) {
        if (connector.getProtocolHandler() instanceof PunctualProtocol http) {
            http.allow(deadline, patience);
            http.share(threads);
            // who refuses a body says so before it is sent
            http.setContinueResponseTiming("onRead");
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
        pipeline.addValve(new BreakingOff());
    }
}
