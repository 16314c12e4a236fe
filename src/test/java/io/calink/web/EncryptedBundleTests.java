package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.encryption.Age;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Bundles that are encrypted: kept and streamed, but never looked into. */
class EncryptedBundleTests {
    @TempDir
    Path temporary;

    private TestService service;
    private Age configured;
    private Age asked;

    @BeforeEach
    void start() throws Exception {
        configured = Age.pair(temporary);
        asked = Age.pair(temporary);
        service = serve();
    }

    private TestService serve() throws IOException {
        return TestService.start(
                temporary,
                "[info]\nsystem=os\n[commands]\nhello=echo hi\n[output]\nage_recipients=" + configured.recipient()
                        + "\n");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private RawAnswer post(String query, String body, String... headers) throws IOException {
        List<String> all = new ArrayList<>(List.of("Content-Type: application/json"));
        all.addAll(List.of(headers));
        return RawAnswer.to(service.port(), "POST", "/bundles" + query, all, body);
    }

    private JsonNode made(String body) throws IOException {
        RawAnswer answer = post("", body, "Prefer: wait=60");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private String forBoth() {
        return "{\"age_recipients\": [\"" + asked.recipient() + "\"]}";
    }

    private void contains(byte[] archive, String type, String name, Age... keys) throws Exception {
        assertThat(type).isEqualTo("application/vnd.age");
        assertThat(name).contains(".tar.gz.age");
        Path file = Files.write(temporary.resolve("downloaded.age"), archive);
        for (Age key : keys) {
            Path plain = key.decrypt(file, temporary.resolve("downloaded.tar.gz"));
            assertThat(Age.run("tar", "-xzOf", plain.toString(), "--wildcards", "*/commands/hello.txt"))
                    .isEqualTo("hi\n");
        }
    }

    @Test
    void isKeptEncryptedForTheConfiguredAndTheAskedRecipients() throws Exception {
        JsonNode bundle = made(forBoth());

        JsonNode archive = bundle.get("archive");
        assertThat(bundle.get("state").stringValue()).isEqualTo("SUCCEEDED");
        assertThat(archive.get("format").stringValue()).isEqualTo("tar.gz");
        assertThat(archive.get("encryption").toString()).isEqualTo("{\"format\":\"age\",\"recipients\":2}");
        RawAnswer answer = service.ask("GET", bundle.get("links").get("archive").stringValue());
        assertThat(archive.get("sha256").stringValue())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(answer.body())));
        contains(answer.body(), answer.header("Content-Type"), answer.header("Content-Disposition"), configured, asked);
        String id = bundle.get("id").stringValue();
        try (Stream<Path> files = Files.list(temporary.resolve("data/bundles"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(id + ".json", id + ".tar.gz.age");
        }
    }

    @Test
    void cannotBeLookedInto() throws Exception {
        JsonNode bundle = made("{}");
        String path = bundle.get("links").get("self").stringValue();

        assertThat(bundle.get("links").get("manifest").isNull()).isTrue();
        assertThat(bundle.get("links").get("entries").isNull()).isTrue();
        for (String part : List.of("/manifest", "/entries", "/entries/manifest.json", "/entry/1", "/verification")) {
            RawAnswer answer = service.ask("GET", path + part);
            assertThat(answer.status()).as(part).isEqualTo(409);
            assertThat(answer.json().get("type").stringValue()).isEqualTo("urn:calink:problem:encrypted");
            assertThat(answer.json().get("detail").stringValue()).contains("age -d -i KEYFILE");
        }
    }

    @Test
    void isStreamedEncryptedInWhateverFormatIsAccepted() throws Exception {
        RawAnswer streamed = post("?stream=true", forBoth());
        contains(
                streamed.body(),
                streamed.header("Content-Type"),
                streamed.header("Content-Disposition"),
                configured,
                asked);

        RawAnswer kept = post("?store=true", forBoth(), "Accept: application/gzip");
        contains(kept.body(), kept.header("Content-Type"), kept.header("Content-Disposition"), configured, asked);
        RawAnswer again = service.ask("GET", kept.header("Location") + "/archive");
        assertThat(again.body()).isEqualTo(kept.body());
    }

    @Test
    void isThereAfterARestartAndGoesWhenItIsDeleted() throws Exception {
        JsonNode bundle = made("{\"age_recipients\": []}");
        String path = bundle.get("links").get("self").stringValue();
        assertThat(bundle.get("archive").get("encryption").get("recipients").intValue())
                .isEqualTo(1);
        service.close();
        service = serve();

        assertThat(service.ask("GET", path).json().get("archive")).isEqualTo(bundle.get("archive"));
        assertThat(service.ask("GET", path + "/archive").status()).isEqualTo(200);
        assertThat(service.ask("DELETE", path).status()).isEqualTo(204);
        try (Stream<Path> files = Files.list(temporary.resolve("data/bundles"))) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".age"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"age_recipients\": [\"alice\"]}",
                "{\"age_recipients\": [\"age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8q\"]}",
                "{\"age_recipients\": \"age1\"}",
                "{\"age_recipients\": [1]}"
            })
    void aBadRecipientFailsTheRequestBeforeAnythingIsGathered(String body) throws IOException {
        RawAnswer answer = post("", body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("type").stringValue()).isEqualTo("urn:calink:problem:invalid-field");
        assertThat(answer.json().get("detail").stringValue()).contains("age_recipients", "public key");
        assertThat(service.ask("GET", "/bundles").json().get("bundles").size()).isZero();
    }

    @Test
    void otherRecipientsAreAnotherRequestUnderAnIdempotencyKey() throws IOException {
        assertThat(post("", "{}", "Idempotency-Key: k").status()).isEqualTo(202);
        assertThat(post("", forBoth(), "Idempotency-Key: k").status()).isEqualTo(422);
    }
}
