package io.calink.web;

import io.calink.bundle.Bundler;
import io.calink.bundle.Json;
import io.calink.bundle.Workplace;
import io.calink.config.LiveConfiguration;
import io.calink.info.Informations;
import io.calink.jobs.Jobs;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.thread.Threading;
import org.springframework.boot.tomcat.autoconfigure.TomcatServerProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/** The REST service as beans, on top of those that gather: its door for the room that wires everything. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecurityProperties.class)
@Import({
    AccessConfiguration.class,
    ApiDescription.class,
    ArchiveController.class,
    BundleActions.class,
    BundleController.class,
    EntriesController.class,
    EventsController.class,
    InfoController.class,
    ManifestController.class,
    PageController.class,
    PlanController.class,
    VerificationController.class,
    Watching.class
})
public class WebConfiguration {
    private static final Duration LONGEST_PREVIEW = Duration.ofSeconds(30);
    private static final int MOST_WAITERS = 1000;
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(20);
    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(2);
    private static final Duration LONGEST_STANDSTILL = Duration.ofSeconds(60);

    @Bean
    JsonMapper jsonMapper() {
        return Json.mapper();
    }

    @Bean
    Silence silence(LiveConfiguration configuration, Workplace workplace) {
        return new Silence(configuration, workplace);
    }

    @Bean
    Answers answers(JsonMapper json, Silence silence) {
        return new Answers(json, silence);
    }

    @Bean
    ProblemWriter problemWriter(JsonMapper json, Silence silence) {
        return new ProblemWriter(json, silence);
    }

    @Bean
    ProblemResolver problemResolver(ProblemWriter problems) {
        return new ProblemResolver(problems);
    }

    @Bean
    Container container(
            ProblemWriter problems,
            SecurityProperties security,
            OpenIdTokens others,
            TomcatServerProperties tomcat,
            Environment environment) {
        boolean tokens = !security.allTokens().isEmpty() || others.areTaken();
        int threads = Threading.VIRTUAL.isActive(environment)
                ? Integer.MAX_VALUE
                : tomcat.getThreads().getMax();
        return new Container(problems, tokens, threads, LONGEST_REQUEST, LONGEST_STANDSTILL);
    }

    @Bean
    FilterRegistrationBean<Gate> gate(SecurityProperties security, ServerProperties server, ProblemWriter problems) {
        FilterRegistrationBean<Gate> gate =
                new FilterRegistrationBean<>(new Gate(new OwnHosts(security.hosts(), server.getAddress()), problems));
        gate.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return gate;
    }

    @Bean
    BundleBody bundleBody(JsonMapper json, Silence silence) {
        return new BundleBody(json, note -> silence.now().text(note));
    }

    @Bean
    LiveArchives liveArchives(Jobs jobs, LongAnswers places) {
        return new LiveArchives(jobs, places, new StalledClients(jobs, LONGEST_FAREWELL));
    }

    @Bean
    Waiters waiters(Jobs jobs) {
        return new Waiters(jobs, MOST_WAITERS);
    }

    @Bean
    BundleAnswers bundleAnswers(Jobs jobs, Answers answers, Waiters waiters) {
        return new BundleAnswers(jobs, answers, waiters);
    }

    @Bean
    Orders orders(Jobs jobs, LiveArchives live, ArchiveController archives) {
        return new Orders(jobs, live, archives);
    }

    /** Half of the container's threads; where threads are no matter, one for each MiB of heap. */
    @Bean
    LongAnswers longAnswers(TomcatServerProperties tomcat, Environment environment) {
        return new LongAnswers(
                Threading.VIRTUAL.isActive(environment)
                        ? (int) Math.min(
                                tomcat.getMaxConnections(), Runtime.getRuntime().maxMemory() >> 20)
                        : Math.max(1, tomcat.getThreads().getMax() / 2));
    }

    @Bean
    EventPace eventPace() {
        return EventPace.USUAL;
    }

    @Bean
    EventReaders eventReaders(JsonMapper json, Silence silence, EventPace pace) {
        return new EventReaders(new EventText(json, silence), pace);
    }

    @Bean
    Readings readings(Informations informations, LiveConfiguration configuration) {
        return new Readings(informations, configuration);
    }

    @Bean
    Previews previews(Bundler bundler) {
        return new Previews(bundler, LONGEST_PREVIEW);
    }
}
