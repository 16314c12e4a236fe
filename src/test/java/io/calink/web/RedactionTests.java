package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedactionTests {
    private static final String SECRET = "Vu7-kelp#92Tarn";

    @TempDir
    Path temporary;

    @Test
    void saysNoSecretInAnyAnswerRecordOrAuditLine() throws Exception {
        Path log = Files.writeString(temporary.resolve("app.log"), "login with " + SECRET + "\n");
        try (TestService service = TestService.start(
                temporary,
                "[info]\nsystem=host\n[files]\n_files=" + log + "\n[commands]\ncall=echo --password=" + SECRET
                        + "\n")) {
            RawAnswer made = RawAnswer.to(
                    service.port(),
                    "POST",
                    "/bundles",
                    List.of("Content-Type: application/json", "Prefer: wait=60"),
                    "{\"note\":\"password=" + SECRET + "\"}");
            assertThat(made.status()).isEqualTo(200);
            assertThat(made.text()).doesNotContain(SECRET).contains("[REDACTED:");
            String bundle = made.header("Location");
            for (String path :
                    List.of("/config", "/plan", "/bundles", bundle, bundle + "/manifest", bundle + "/entries")) {
                RawAnswer answer = service.ask("GET", path);
                assertThat(answer.status()).as(path).isEqualTo(200);
                assertThat(answer.text()).as(path).doesNotContain(SECRET);
            }
            String entry = service.ask("GET", bundle + "/entries/files" + log).text();
            assertThat(entry).startsWith("login with [REDACTED:");
            assertThat(service.ask("GET", "/info/password=" + SECRET.replace("#", "%23"))
                            .text())
                    .doesNotContain(SECRET);
        }
        try (var files = Files.walk(temporary.resolve("data"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .doesNotContain(SECRET));
        }
    }
}
