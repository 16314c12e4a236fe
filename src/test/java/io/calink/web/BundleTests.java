package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.archive.ArchiveReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Bundles that are ordered, looked at, downloaded and removed. */
class BundleTests {
    private static final String JSON = "Content-Type: application/json";

    @TempDir
    Path temporary;

    private Path gate;
    private TestService service;

    @BeforeEach
    void start() throws IOException {
        Path log = Files.writeString(temporary.resolve("app.log"), "line\n".repeat(20_000));
        gate = temporary.resolve("gate");
        service = TestService.start(
                temporary,
                "[info]\nsystem=host,os\n[files]\n_files=" + log + "\n[commands]\nfirst=echo hello\nwaits=while [ ! -e "
                        + gate + " ]; do sleep 0.1; done\n");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private RawAnswer post(String body, String... headers) throws IOException {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add(JSON);
        return RawAnswer.to(service.port(), "POST", "/bundles", all, body);
    }

    /** A bundle that is over, and its id. */
    private String finished() throws IOException {
        String id = post("{\"commands\":[\"first\"]}").json().get("id").stringValue();
        awaitState(id, "SUCCEEDED");
        return id;
    }

    private void awaitState(String id, String state) {
        Awaitility.await()
                .until(() -> service.ask("GET", "/bundles/" + id)
                        .json()
                        .get("state")
                        .stringValue()
                        .equals(state));
    }

    @Test
    void isOrderedAndMadeInTheBackground() throws IOException {
        RawAnswer accepted = post("{\"note\":\"ticket 4711\",\"info\":[\"system\"],\"files\":[],\"since\":\"2h\"}");
        assertThat(accepted.status()).isEqualTo(202);
        JsonNode bundle = accepted.json();
        String path = "/bundles/" + bundle.get("id").stringValue();
        assertThat(accepted.header("Location")).isEqualTo(path);
        assertThat(bundle.propertyNames())
                .containsExactly(
                        "id",
                        "state",
                        "stored",
                        "note",
                        "reason",
                        "host",
                        "created_at",
                        "started_at",
                        "finished_at",
                        "expires_at",
                        "pinned",
                        "progress",
                        "archive",
                        "counts",
                        "problems",
                        "error",
                        "links");
        assertThat(bundle.get("note").stringValue()).isEqualTo("ticket 4711");
        assertThat(bundle.get("links").get("self").stringValue()).isEqualTo(path);
        assertThat(bundle.get("links").get("archive").isNull()).isTrue();
        assertThat(service.ask("GET", path).header("Retry-After")).isEqualTo("1");
        RawAnswer early = service.ask("GET", path + "/archive");
        assertThat(early.status()).isEqualTo(409);
        assertThat(early.header("Retry-After")).isEqualTo("1");
        Files.createFile(gate);
        awaitState(bundle.get("id").stringValue(), "SUCCEEDED");
        RawAnswer over = service.ask("GET", path);
        assertThat(over.headers()).doesNotContainKey("retry-after");
        assertThat(over.json().get("links").get("archive").stringValue()).isEqualTo(path + "/archive");
    }

    @Test
    void isDownloadedWithItsNameAndTag() throws Exception {
        String id = finished();
        JsonNode archive = service.ask("GET", "/bundles/" + id).json().get("archive");
        RawAnswer answer = service.ask("GET", "/bundles/" + id + "/archive", "Accept: text/html");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/gzip");
        assertThat(answer.headers()).doesNotContainKey("content-encoding");
        assertThat(answer.header("ETag")).isEqualTo("\"" + sha256(answer.body()) + "\"");
        assertThat(archive.get("sha256").stringValue()).isEqualTo(sha256(answer.body()));
        String name = archive.get("name").stringValue();
        assertThat(answer.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"" + name + "\"; filename*=UTF-8''" + name);
        assertThat(names(answer.body())).anyMatch(entry -> entry.endsWith("/commands/first.txt"));
        RawAnswer head = service.ask("HEAD", "/bundles/" + id + "/archive", "Range: bytes=0-0");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo(String.valueOf(answer.body().length));
        assertThat(head.header("ETag")).isEqualTo(answer.header("ETag"));
        assertThat(head.body()).isEmpty();
    }

    @Test
    void isSentInPartsAndOnConditions() throws IOException {
        String path = "/bundles/" + finished() + "/archive";
        RawAnswer whole = service.ask("GET", path);
        String tag = whole.header("ETag");
        int size = whole.body().length;
        RawAnswer first = service.ask("GET", path, "Range: bytes=0-0", "If-Range: " + tag);
        assertThat(first.status()).isEqualTo(206);
        assertThat(first.header("Content-Range")).isEqualTo("bytes 0-0/" + size);
        assertThat(first.body()).containsExactly(whole.body()[0]);
        assertThat(service.ask("GET", path, "Range: bytes=0-0", "If-Range: \"other\"")
                        .status())
                .isEqualTo(200);
        assertThat(service.ask("GET", path, "Range: bytes=0-0", "If-Range: W/" + tag)
                        .status())
                .isEqualTo(200);
        assertThat(service.ask("GET", path, "Range: bytes=0-0,2-3").body()).isEqualTo(whole.body());
        RawAnswer none = service.ask("GET", path, "Range: bytes=" + size + "-");
        assertThat(none.status()).isEqualTo(416);
        assertThat(none.header("Content-Range")).isEqualTo("bytes */" + size);
        assertThat(none.body()).isEmpty();
        for (String known : List.of(tag, "W/" + tag, "\"other\", " + tag, "*")) {
            RawAnswer same = service.ask("GET", path, "If-None-Match: " + known);
            assertThat(same.status()).isEqualTo(304);
            assertThat(same.header("ETag")).isEqualTo(tag);
            assertThat(same.body()).isEmpty();
        }
        assertThat(service.ask("GET", path, "If-None-Match: \"other\"").status())
                .isEqualTo(200);
        assertThat(service.ask("GET", path, "If-Match: \"other\"").status()).isEqualTo(412);
        assertThat(service.ask("GET", path, "If-Match: " + tag).status()).isEqualTo(200);
    }

    @Test
    void isResumedWhereverItWasCut() throws Exception {
        String path = "/bundles/" + finished() + "/archive";
        RawAnswer whole = service.ask("GET", path);
        Random random = new Random(4711);
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        while (got.size() < whole.body().length) {
            RawAnswer rest =
                    service.ask("GET", path, "Range: bytes=" + got.size() + "-", "If-Range: " + whole.header("ETag"));
            got.write(rest.body(), 0, 1 + random.nextInt(rest.body().length));
        }
        assertThat(sha256(got.toByteArray())).isEqualTo(sha256(whole.body()));
    }

    @Test
    void areListedNewestFirstInPages() throws IOException {
        List<String> ids = List.of(finished(), finished(), finished());
        JsonNode first = service.ask("GET", "/bundles?limit=2&state=SUCCEEDED").json();
        assertThat(ids(first)).containsExactly(ids.get(2), ids.get(1));
        JsonNode second = service.ask(
                        "GET", "/bundles?limit=2&cursor=" + first.get("next").stringValue())
                .json();
        assertThat(ids(second)).containsExactly(ids.get(0));
        assertThat(second.get("next").isNull()).isTrue();
        assertThat(ids(service.ask("GET", "/bundles?state=FAILED").json())).isEmpty();
    }

    private static List<String> ids(JsonNode page) {
        return StreamSupport.stream(page.get("bundles").spliterator(), false)
                .map(bundle -> bundle.get("id").stringValue())
                .toList();
    }

    @Test
    void isRemovedWhetherItIsOverOrNot() throws IOException {
        String over = finished();
        assertThat(service.ask("DELETE", "/bundles/" + over).status()).isEqualTo(204);
        isGone(over);
        String running = post("{}").json().get("id").stringValue();
        assertThat(service.ask("DELETE", "/bundles/" + running).status()).isEqualTo(204);
        isGone(running);
        assertThat(ids(service.ask("GET", "/bundles").json())).isEmpty();
    }

    private void isGone(String id) throws IOException {
        for (String call : List.of(
                "GET ",
                "HEAD ",
                "DELETE ",
                "GET /archive",
                "GET /manifest",
                "POST /cancel",
                "PUT /pin",
                "DELETE /pin")) {
            String[] parts = call.split(" ", 2);
            RawAnswer answer = service.ask(parts[0], "/bundles/" + id + parts[1]);
            assertThat(answer.status()).as(call).isEqualTo(410);
            if (!parts[0].equals("HEAD")) {
                assertThat(answer.json().get("type").stringValue()).isEqualTo("urn:calink:problem:gone");
            }
        }
    }

    @Test
    void isRefusedWithTheTimeToComeBackWhenTheQueueIsFull() throws IOException {
        for (int i = 0; i < 9; i++) {
            assertThat(post("{}").status()).isEqualTo(202);
        }
        RawAnswer refused = post("{}");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
        assertThat(refused.json().get("type").stringValue()).isEqualTo("urn:calink:problem:queue-full");
    }

    private static List<String> names(byte[] archive) throws IOException {
        List<String> names = new ArrayList<>();
        try (ArchiveReader reader = new ArchiveReader(new ByteArrayInputStream(archive))) {
            for (var entry = reader.next(); entry != null; entry = reader.next()) {
                names.add(entry.name());
            }
        }
        return names;
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
