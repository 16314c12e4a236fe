package io.calink.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.bundle.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The service as a process of its own: its exit status, and what it says on standard error. */
class ServiceProcessTests {
    @TempDir
    Path temporary;

    private Path configuration;
    private Path err;

    @BeforeEach
    void write() throws IOException {
        configuration = Files.writeString(temporary.resolve("calink-config.ini"), "[info]\nsystem=host\n");
        Files.setPosixFilePermissions(configuration, PosixFilePermissions.fromString("rw-------"));
        err = temporary.resolve("err");
    }

    private Process start(String... settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--config",
                configuration.toString(),
                "--calink.data-dir=" + temporary.resolve("data")));
        command.addAll(List.of(settings));
        return new ProcessBuilder(command)
                .directory(temporary.toFile())
                .redirectOutput(temporary.resolve("out").toFile())
                .redirectError(err.toFile())
                .start();
    }

    /** Its exit status. */
    private int run(String... settings) throws IOException, InterruptedException {
        Process process = start(settings);
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readString(temporary.resolve("out"))).isEmpty();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void exitsWith2AndOneLineForAConfigurationThatOthersCanHaveWritten() throws Exception {
        Path link = Files.createSymbolicLink(temporary.resolve("link.ini"), configuration);
        assertThat(run("--server.port=0", "--calink.config=" + link)).isEqualTo(2);
        assertThat(Files.readAllLines(err))
                .singleElement()
                .asString()
                .startsWith("calink: ")
                .contains(link.toString())
                .doesNotContain("Exception");
    }

    @Test
    void exitsWith1AndOneLineWhenItsPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(run("--server.port=" + taken.getLocalPort())).isEqualTo(1);
        }
        assertThat(Files.readAllLines(err))
                .singleElement()
                .asString()
                .startsWith("calink: Port ")
                .contains(" is in use by another program");
    }

    @Test
    void saysWhereItServesUntilItIsToldToEnd() throws Exception {
        Process process = start("--server.port=0");
        try {
            Awaitility.await()
                    .atMost(60, TimeUnit.SECONDS)
                    .until(() -> Files.readString(err).contains(" serves http://127.0.0.1:"));
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(143);
            assertThat(Files.readAllLines(err))
                    .singleElement()
                    .asString()
                    .matches("[-0-9]{10}T[:0-9]{8}\\.[0-9]{3}(Z|[-+][:0-9]{5}) INFO  \\[main] Service: CaLink .*")
                    .endsWith(", data directory " + temporary.resolve("data"));
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @CsvSource({"ecs,message", "logstash,message", "gelf,short_message"})
    void writesEachLineAsJsonIfAskedTo(String form, String key) throws Exception {
        Process process = start("--server.port=0", "--logging.structured.format.console=" + form);
        try {
            String served = message(key, " serves http://127.0.0.1:");
            HttpResponse<String> made = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(
                                            URI.create(served.replaceFirst(".* serves ([^,]+),.*", "$1/bundles")))
                                    .POST(HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(made.statusCode()).as(made.body()).isEqualTo(202);
            // this one comes from a room that knows no more than the logging of the JDK
            assertThat(message(key, " ended: SUCCEEDED")).startsWith("Bundle ");
        } finally {
            process.destroyForcibly();
        }
    }

    /** The message of the line that has this; that it is read shows that every line is JSON. */
    private String message(String key, String part) {
        return Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .until(
                        () -> {
                            for (String line : Files.readAllLines(err)) {
                                String message =
                                        Json.mapper().readTree(line).get(key).stringValue();
                                if (message.contains(part)) {
                                    return message;
                                }
                            }
                            return "";
                        },
                        message -> !message.isEmpty());
    }
}
