package io.calink.web;

import io.calink.tokens.Role;
import jakarta.servlet.DispatcherType;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.firewall.HttpFirewall;

/** Who may call, and what: the service's rules on Spring Security. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {
    /** Behind the gate and what measures, before everything that has to know who calls. */
    private static final int ORDER = -100;

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int MOST_PAUSES = 1000;
    private static final Duration PATIENCE_WITH_ISSUER = Duration.ofSeconds(2);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(5);

    @Bean
    SecurityFilterChain access(HttpSecurity http, Callers callers, Refusals refusals) {
        AuthenticationFilter caller = new AuthenticationFilter(callers, callers);
        caller.setRequestMatcher(request -> !CallPaths.areOpen(request));
        // and the chain goes on; the container does not see the request as it is handed on
        caller.setSuccessHandler((request, response, who) -> request.setAttribute(Visits.CALLER, who.getName()));
        caller.setFailureHandler(refusals);
        return http.addFilter(caller)
                .authorizeHttpRequests(calls -> calls.requestMatchers(CallPaths::areOpen)
                        .permitAll()
                        .requestMatchers(CallPaths::areForViewers)
                        .hasAnyAuthority(Role.VIEWER.label(), Role.COLLECTOR.label())
                        .anyRequest()
                        .hasAuthority(Role.COLLECTOR.label()))
                .exceptionHandling(
                        answers -> answers.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // whoever cannot be told is nobody; the gate knows other sites, and the headers of every answer
                .anonymous(AbstractHttpConfigurer::disable)
                .csrf(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .build();
    }

    /** What comes back from waiting passes it once more, with the caller that was found before, or with none. */
    @Bean
    DelegatingFilterProxyRegistrationBean accessFilter(Environment environment) {
        WayRound.refuse(environment);
        DelegatingFilterProxyRegistrationBean filter =
                new DelegatingFilterProxyRegistrationBean("springSecurityFilterChain");
        filter.setOrder(ORDER);
        filter.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
        return filter;
    }

    @Bean
    HttpFirewall containersPaths() {
        return new ContainersPaths();
    }

    /** Who calls is a matter of microseconds; what takes its time is measured around it. */
    @Bean
    SecurityObservationSettings noObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    Callers callers(SecurityProperties security, OpenIdTokens others) {
        return new Callers(new Peers(Path.of("/proc")), security.allTokens(), others);
    }

    @Bean
    Refusals refusals(Delay delay, ProblemWriter problems) {
        return new Refusals(delay, problems);
    }

    @Bean
    Delay delay() {
        return new Delay(PAUSE, MOST_PAUSES);
    }

    @Bean
    OpenIdTokens openIdTokens(ObjectProvider<JwtDecoder> decoder, ObjectProvider<JwtAuthenticationConverter> claims) {
        return new OpenIdTokens(decoder.getIfAvailable(), claims.getIfAvailable(JwtAuthenticationConverter::new));
    }

    @Bean
    IssuerCalls issuerCalls() {
        return new IssuerCalls(PATIENCE_WITH_ISSUER, BETWEEN_QUESTIONS);
    }
}
