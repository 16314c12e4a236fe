package io.calink.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.info.Information;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Description;

/** What the service needs to start, and what it says in one line when it does not. */
class ServiceStartTests {
    @TempDir
    Path temporary;

    private Path configuration;
    private Path system;

    @Configuration
    static class Nameless {
        @Bean
        Information raid() {
            return () -> "clean";
        }
    }

    @Configuration
    static class Taken {
        @Bean
        @Description("Host name, once more")
        Information host() {
            return () -> "web1";
        }
    }

    @BeforeEach
    void write() throws IOException {
        configuration = Files.writeString(temporary.resolve("calink-config.ini"), "[info]\nsystem=host\n");
        system = temporary.resolve("system.yml");
    }

    private ConfigurableApplicationContext start(List<String> settings, Class<?>... extensions) {
        List<String> all = new ArrayList<>(List.of(
                "serve",
                "--server.port=0",
                "--calink.config=" + configuration,
                "--calink.allow-insecure-config=true",
                "--calink.data-dir=" + temporary.resolve("data")));
        all.addAll(settings);
        return Service.start(system, all.toArray(new String[0]), extensions);
    }

    private StartFailure refusal(List<String> settings, Class<?>... extensions) {
        try (ConfigurableApplicationContext service = start(settings, extensions)) {
            throw new AssertionError("it started: " + service.getDisplayName());
        } catch (RuntimeException e) {
            return StartFailure.of(e);
        }
    }

    private String refused(String... settings) {
        StartFailure failure = refusal(List.of(settings));
        assertThat(failure.lines()).hasSize(1).noneMatch(line -> line.contains("Exception"));
        assertThat(failure.status()).isEqualTo(2);
        return failure.lines().get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--server.address=0.0.0.0 | server.address is 0.0.0.0, where other machines could reach the service; that takes a token: add a line of \"calink token NAME\" to calink.security.tokens, or set it to 127.0.0.1.",
                "--server.address= | server.address is empty, where other machines could reach the service; that takes a token: add a line of \"calink token NAME\" to calink.security.tokens, or set it to 127.0.0.1.",
                "--calink.job.running=2 | There is no property calink.job.running; the nearest is calink.jobs.running. application.yml lists all of them.",
                "--calink.jobs.running=many | calink.jobs.running is \"many\"; a whole number was expected.",
                "--calink.jobs.running=0 | At least one bundle must be able to run, not 0.",
                "--calink.retention.age=week | calink.retention.age is \"week\"; a time such as 500ms, 30s or 7d was expected.",
                "--calink.retention.size=big | calink.retention.size is \"big\"; a size such as 512MB or 5GB was expected.",
                "--calink.commands.at-once=-1 | calink.commands.at-once is -1; it is 0 for one a core, or more.",
                "--calink.sampling.interval=1ms | calink.sampling.interval is 1 ms; it is at least 100 ms, since the counters move no faster.",
                "--calink.security.hosts=a b | calink.security.hosts names \"a b\"; a host name or an address was expected, such as calink.example.org.",
                "--calink.security.tokens=secret | calink.security.tokens cannot be used: a line NAME:ROLE:sha256-HEX was expected, as \"calink token NAME\" prints it, never the token itself.",
                "--calink.root=etc | calink.root is \"etc\"; it is an absolute path, such as / or /host.",
                "--calink.root=/no/such/root | calink.root is /no/such/root, which is not a directory.",
                "--server.forward-headers-strategy=native | server.forward-headers-strategy is set, which would lead past the check of who calls; leave it out.",
                "--management.server.port=0 | management.server.port is set, which would lead past the check of who calls; leave it out.",
                "--server.tomcat.remoteip.remote-ip-header=X-Real-IP | server.tomcat.remoteip.remote-ip-header is set, which would lead past the check of who calls; leave it out.",
                "--logging.structured.format.console=xml | logging.structured.format.console is \"xml\"; ecs, logstash or gelf was expected, or nothing for lines that people read.",
                "--server.port=http | server.port is \"http\"; a whole number was expected.",
                "--port=80 | \"--port=80\" is no setting of the service; settings look like --server.port=8081 or --calink.root=/host, and application.yml lists them.",
                "nonsense | \"nonsense\" is no setting of the service; settings look like --server.port=8081 or --calink.root=/host, and application.yml lists them."
            })
    void refusesASettingThatCannotBeMeant(String setting, String message) {
        assertThat(refused(setting)).isEqualTo(message);
    }

    @Test
    void refusesAMistakeInTheConfigurationWithItsLine() throws IOException {
        Files.writeString(configuration, "[info]\nsystem=hosst\n");
        assertThat(refused()).contains(configuration + ":2", "hosst");
    }

    @Test
    void refusesAConfigurationThatOthersCanHaveWritten() throws IOException {
        Files.setPosixFilePermissions(configuration, PosixFilePermissions.fromString("rw-rw-rw-"));
        StartFailure failure = refusal(List.of("--calink.allow-insecure-config=false"));
        if (System.getProperty("user.name").equals("root")) {
            assertThat(failure.status()).isEqualTo(2);
            assertThat(failure.lines()).hasSize(1).first().asString().contains(configuration.toString());
        }
    }

    @Test
    void refusesADataDirectoryThatIsALink() throws IOException {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), temporary);
        assertThat(refused("--calink.data-dir=" + link)).contains(link + " is a link");
    }

    @Test
    void refusesAnInformationWithoutDescriptionOrWithATakenName() {
        assertThat(refusal(List.of(), Nameless.class).lines())
                .containsExactly("The information \"raid\" has no description; say in one sentence what it is with "
                        + "@Description beside @Bean.");
        assertThat(refusal(List.of(), Taken.class).lines())
                .containsExactly("There is an information \"host\" already: choose another name.");
    }

    @Test
    void saysThatItsPortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            StartFailure failure = refusal(List.of("--server.port=" + taken.getLocalPort()));
            assertThat(failure.status()).isEqualTo(1);
            assertThat(failure.lines())
                    .containsExactly("Port " + taken.getLocalPort()
                            + " is in use by another program; end that one, or set --server.port to another.");
        }
    }

    @Test
    void readsTheSystemsFileThenTheAdditionalOneThenTheCommandLine() throws IOException {
        Files.writeString(system, "calink:\n  jobs: {running: 2, queued: 20}\n  commands.at-once: 3\n");
        Path additional = Files.writeString(temporary.resolve("more.yml"), "calink.jobs: {queued: 30, running: 3}\n");
        try (ConfigurableApplicationContext service =
                start(List.of("--spring.config.additional-location=file:" + additional, "--calink.jobs.running=4"))) {
            ServiceProperties properties = service.getBean(ServiceProperties.class);
            assertThat(properties.jobs()).isEqualTo(new ServiceProperties.JobProperties(4, 30));
            assertThat(properties.commands().number()).isEqualTo(3);
        }
    }

    @Test
    void refusesASystemsFileThatIsNoYamlOrHasAnUnknownProperty() throws IOException {
        Files.writeString(system, "calink:\n  jobs: [\n");
        assertThat(refused()).startsWith("application.yml cannot be read: ").contains("line 3");
        Files.writeString(system, "calink:\n  data-dirr: /tmp\n");
        assertThat(refused())
                .isEqualTo(
                        "There is no property calink.data-dirr; the nearest is calink.data-dir. application.yml lists"
                                + " all of them.");
    }

    @Test
    void takesTheShortOptionsOfTheCommandLineToo() {
        assertThat(Arguments.settings(
                        "serve", "--config", "a.ini", "--root=/host", "--allow-insecure-config", "--server.port=1"))
                .containsExactly(
                        "--calink.config=a.ini",
                        "--calink.root=/host",
                        "--calink.allow-insecure-config=true",
                        "--server.port=1");
    }
}
