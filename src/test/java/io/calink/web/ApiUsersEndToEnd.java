package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.load.PackagedService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The description of the API in the hands of others: of a linter, and of a program that makes a client of it. */
class ApiUsersEndToEnd {
    private static final String LINTER = "@redocly/cli@2.77.0";
    private static final Path GENERATOR = Path.of("target", "tools", "openapi-generator-cli.jar");
    private static final Path EXAMPLE = Path.of("src", "it", "client", "Collect.java");
    private static final String HOME = System.getProperty("java.home");
    private static final long PATIENCE_MINUTES = 5;

    @TempDir
    Path temporary;

    private PackagedService service;
    private Path description;

    private record Run(int status, String output) {}

    @BeforeEach
    void fetchTheDescription() throws Exception {
        service = PackagedService.start(
                Path.of(HOME), temporary, "[info]\nsystem=host,os\nload=loadavg\n[commands]\nhello=echo hello\n");
        description = temporary.resolve("openapi.json");
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(service.url() + "/v3/api-docs"))
                                .build(),
                        HttpResponse.BodyHandlers.ofFile(description));
    }

    @AfterEach
    void end() {
        service.close();
    }

    @Test
    void aLinterFindsNothingToSayOfIt() throws Exception {
        Run npm = run("npm", "exec", "--yes", "--prefer-offline", "--package=" + LINTER, "--", "redocly", "--version");
        assertThat(npm.status())
                .as("npm could not get %s, which this test needs; let npm reach its registry once: %s", LINTER, npm)
                .isZero();
        Run lint = run(
                "npm",
                "exec",
                "--yes",
                "--prefer-offline",
                "--package=" + LINTER,
                "--",
                "redocly",
                "lint",
                "--extends=recommended",
                "--format=json",
                description.toString());
        assertThat(lint.output()).contains("\"errors\": 0,", "\"warnings\": 0,");
        assertThat(lint.status()).isZero();
    }

    @Test
    void aClientThatIsGeneratedFromItCreatesFollowsAndDownloadsABundle() throws Exception {
        Path client = temporary.resolve("client");
        Run generated = run(
                java(),
                "-jar",
                GENERATOR.toAbsolutePath().toString(),
                "generate",
                "--input-spec=" + description,
                "--generator-name=java",
                "--library=native",
                "--output=" + client,
                "--invoker-package=client",
                "--api-package=client.api",
                "--model-package=client.model",
                "--additional-properties=useJakartaEe=true,openApiNullable=false,useSingleRequestParameter=true",
                "--global-property=apis,models,supportingFiles,apiTests=false,modelTests=false");
        assertThat(generated.status()).as(generated.output()).isZero();
        Path classes = compile(client.resolve("src/main/java"));

        Path archive = temporary.resolve("archive.tar.gz");
        Run collected = run(java(), "-cp", classes + ":" + libraries(), "Collect", service.url(), archive.toString());
        assertThat(collected.status()).as(collected.output()).isZero();
        String[] said =
                collected.output().lines().reduce((a, b) -> b).orElseThrow().split(" ", -1);
        assertThat(said[0]).hasSize(26);
        assertThat(said[1])
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(archive))));
        assertThat(said[2])
                .as("two informations, and the command that the client did not name")
                .isEqualTo("3");
    }

    private Path compile(Path generated) throws Exception {
        Path classes = temporary.resolve("classes");
        List<String> command = new ArrayList<>(
                List.of(HOME + "/bin/javac", "-proc:none", "-nowarn", "-d", classes.toString(), "-cp", libraries()));
        command.add(EXAMPLE.toAbsolutePath().toString());
        try (Stream<Path> files = Files.walk(generated)) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(command::add);
        }
        Run compiled = run(command.toArray(new String[0]));
        assertThat(compiled.status()).as(compiled.output()).isZero();
        return classes;
    }

    /** Jackson 2 and the annotations of Jakarta, which the generated client needs, are among those of the service. */
    private static String libraries() {
        return System.getProperty("surefire.real.class.path", System.getProperty("java.class.path"));
    }

    private static String java() {
        return HOME + "/bin/java";
    }

    private Run run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(temporary, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(temporary.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("REDOCLY_TELEMETRY", "off");
        Process process = builder.start();
        try {
            assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).isTrue();
            return new Run(process.exitValue(), Files.readString(output));
        } finally {
            process.destroyForcibly();
        }
    }
}
