package io.calink.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.calink.app.Main;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service as a process of its own, in surroundings that go wrong. */
final class ServiceProcess implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern SERVES = Pattern.compile(" serves http://127\\.0\\.0\\.1:(\\d+)");
    private static final JsonMapper JSON = new JsonMapper();

    private final Process process;
    private final Path data;
    private final Path err;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private int port;

    private ServiceProcess(Process process, Path data, Path err) {
        this.process = process;
        this.data = data;
        this.err = err;
    }

    /**
     * How a service is started.
     *
     * @param before words that stand before Java's own on the command line, and end by an {@code exec} of the rest
     */
    record Setting(Path temporary, List<String> before, Map<String, String> environment, List<String> settings) {
        static Setting in(Path temporary, String configuration) throws IOException {
            Path file = Files.writeString(temporary.resolve("calink-config.ini"), configuration);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            return new Setting(temporary, List.of(), Map.of(), List.of());
        }

        Setting after(String... words) {
            return new Setting(temporary, List.of(words), environment, settings);
        }

        /** By a shell that does this first. */
        Setting afterShell(String script) {
            return after("sh", "-c", script + " && exec \"$@\"", "sh");
        }

        /** The same, among mounts that nobody else sees. */
        Setting mounted(String script) throws IOException, InterruptedException {
            Programs.assumeMounts();
            Files.createDirectories(
                    data(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return after("unshare", "-m", "sh", "-c", script + " && exec \"$@\"", "sh");
        }

        Setting with(String... more) {
            List<String> all = new ArrayList<>(settings);
            all.addAll(List.of(more));
            return new Setting(temporary, before, environment, all);
        }

        Setting with(Faults faults) {
            return new Setting(temporary, before, faults.environment(), settings);
        }

        Path data() {
            return temporary.resolve("data");
        }

        /** Starts it, and does not wait for anything. */
        ServiceProcess begin() throws IOException {
            List<String> line = new ArrayList<>(before);
            line.add(Path.of(System.getProperty("calink.faults.java", System.getProperty("java.home")), "bin", "java")
                    .toString());
            line.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-XX:-UsePerfData", "-cp"));
            line.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
            line.addAll(List.of(Main.class.getName(), "serve", "--server.port=0"));
            line.addAll(
                    List.of("--config", temporary.resolve("calink-config.ini").toString()));
            line.add("--calink.data-dir=" + data());
            line.addAll(settings);
            Path err = Files.createTempFile(temporary, "service", ".log");
            ProcessBuilder builder = new ProcessBuilder(line)
                    .directory(temporary.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(err.toFile());
            builder.environment().putAll(new HashMap<>(environment));
            return new ServiceProcess(builder.start(), data(), err);
        }

        /** Starts it, and waits until it serves. */
        ServiceProcess start() throws IOException {
            ServiceProcess service = begin();
            service.awaitPort();
            return service;
        }
    }

    private void awaitPort() throws IOException {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            assertThat(process.isAlive()).as("it ended: %s", err()).isTrue();
            Matcher matcher = SERVES.matcher(err());
            if (matcher.find()) {
                port = Integer.parseInt(matcher.group(1));
            }
            return port > 0;
        });
    }

    /** What it has used of the processors so far, on however busy a machine. */
    Duration used() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    long pid() {
        return process.pid();
    }

    Path data() {
        return data;
    }

    /** What it wrote to standard error so far. */
    String err() throws IOException {
        return Files.readString(err);
    }

    boolean hasEnded() {
        return !process.isAlive();
    }

    /** Its exit status, once it has ended. */
    int status() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    void signal(String name) throws IOException, InterruptedException {
        Programs.run("kill", "-" + name, Long.toString(pid()));
    }

    HttpResponse<byte[]> ask(String method, String path) throws IOException, InterruptedException {
        return send(method, path, "", HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Begins a download, which goes on as far as it is read. */
    InputStream download(String path) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = send("GET", path, "", HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private <T> HttpResponse<T> send(String method, String path, String body, HttpResponse.BodyHandler<T> as)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE);
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        HttpRequest.BodyPublisher content =
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        return client.send(request.method(method, content).build(), as);
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return JSON.readTree(ask("GET", path).body());
    }

    /** Asks for a bundle that has to be accepted, and tells its path. */
    String post() throws IOException, InterruptedException {
        return post("");
    }

    String post(String selection) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = send("POST", "/bundles", selection, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode())
                .as(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(202);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    /** The bundle when it is over. */
    JsonNode over(String path) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> json(path), bundle -> !bundle.get("finished_at").isNull());
    }

    /** Makes a bundle from beginning to end. */
    JsonNode make() throws IOException, InterruptedException {
        return over(post());
    }

    /** All that it lists. */
    List<JsonNode> bundles() throws IOException, InterruptedException {
        List<JsonNode> all = new ArrayList<>();
        String path = "/bundles?limit=100";
        while (true) {
            JsonNode page = json(path);
            page.get("bundles").forEach(all::add);
            if (page.get("next").isNull()) {
                return all;
            }
            path = "/bundles?limit=100&cursor=" + page.get("next").stringValue();
        }
    }

    static String state(JsonNode bundle) {
        return bundle.get("state").stringValue();
    }

    static String reason(JsonNode bundle) {
        return bundle.get("reason").isNull() ? "" : bundle.get("reason").stringValue();
    }

    /** Does something where the service sees other mounts than everybody else. */
    void inside(String... line) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("nsenter", "-m", "-t", Long.toString(pid())));
        all.addAll(List.of(line));
        Programs.run(all.toArray(new String[0]));
    }

    /** Whatever state it is in, it is gone after this. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
