package io.calink.web;

import io.calink.bundle.Bundler;
import io.calink.bundle.Json;
import io.calink.config.LiveConfiguration;
import io.calink.info.Informations;
import io.calink.jobs.Jobs;
import jakarta.servlet.DispatcherType;
import java.nio.file.Path;
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
    ApiDescription.class,
    ArchiveController.class,
    BundleController.class,
    InfoController.class,
    PlanController.class,
    RootController.class
})
public class WebConfiguration {
    private static final Duration LONGEST_PREVIEW = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT_FOR_BODY = Duration.ofSeconds(20);

    @Bean
    JsonMapper jsonMapper() {
        return Json.mapper();
    }

    @Bean
    Answers answers(JsonMapper json) {
        return new Answers(json);
    }

    @Bean
    ProblemWriter problemWriter(JsonMapper json) {
        return new ProblemWriter(json);
    }

    @Bean
    ProblemResolver problemResolver(ProblemWriter problems) {
        return new ProblemResolver(problems);
    }

    @Bean
    Container container(ProblemWriter problems, SecurityProperties security) {
        return new Container(problems, !security.allTokens().isEmpty(), LONGEST_WAIT_FOR_BODY);
    }

    @Bean
    FilterRegistrationBean<Gate> gate(SecurityProperties security, ServerProperties server, ProblemWriter problems) {
        FilterRegistrationBean<Gate> gate =
                new FilterRegistrationBean<>(new Gate(new OwnHosts(security.hosts(), server.getAddress()), problems));
        gate.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return gate;
    }

    @Bean
    Delay delay() {
        return new Delay();
    }

    @Bean
    FilterRegistrationBean<Guard> guard(
            SecurityProperties security, Delay delay, ProblemWriter problems, Environment environment) {
        WayRound.refuse(environment);
        FilterRegistrationBean<Guard> guard = new FilterRegistrationBean<>(
                new Guard(new Peers(Path.of("/proc")), security.allTokens(), delay, problems));
        guard.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        guard.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
        return guard;
    }

    @Bean
    BundleBody bundleBody(JsonMapper json) {
        return new BundleBody(json, LONGEST_WAIT_FOR_BODY);
    }

    @Bean
    LiveArchives liveArchives(Jobs jobs, LongAnswers places) {
        return new LiveArchives(jobs, places);
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
    Readings readings(Informations informations, LiveConfiguration configuration) {
        return new Readings(informations, configuration);
    }

    @Bean
    Previews previews(Bundler bundler) {
        return new Previews(bundler, LONGEST_PREVIEW);
    }

    @Bean
    ServiceHealth calinkHealthIndicator(LiveConfiguration configuration) {
        return new ServiceHealth(configuration);
    }
}
