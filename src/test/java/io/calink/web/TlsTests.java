package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service with a certificate, by the settings that the README names. */
class TlsTests {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    static Path temporary;

    private static TestService service;
    private static HttpClient client;

    @BeforeAll
    static void start() throws Exception {
        KeyStore made = makeKey();
        Path key =
                write("key.pem", "PRIVATE KEY", made.getKey("calink", PASSWORD).getEncoded());
        Path certificate =
                write("cert.pem", "CERTIFICATE", made.getCertificate("calink").getEncoded());
        service = TestService.start(
                temporary,
                "[info]\nsystem=host\n",
                List.of(
                        "--spring.ssl.bundle.pem.calink.keystore.certificate=file:" + certificate,
                        "--spring.ssl.bundle.pem.calink.keystore.private-key=file:" + key,
                        "--server.ssl.bundle=calink"),
                CallersTests.Asking.class);
        client = HttpClient.newBuilder().sslContext(trusting(made)).build();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static KeyStore makeKey() throws Exception {
        Path file = temporary.resolve("made.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "calink",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        return KeyStore.getInstance(file.toFile(), PASSWORD);
    }

    private static Path write(String name, String kind, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return Files.writeString(
                temporary.resolve(name), "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }

    private static SSLContext trusting(KeyStore made) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("calink", made.getCertificate("calink"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static HttpResponse<String> ask(HttpClient asking, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://localhost:" + service.port() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return asking.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void knowsTheUserOfAConnectionThatIsEncrypted() throws Exception {
        HttpResponse<String> answer = ask(client, "/who");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("user:" + Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        assertThat(ask(client, "/who", "Via", "1.1 proxy").statusCode()).isEqualTo(401);
    }

    @Test
    void hasTheHeadersOfEveryAnswerAndDoesNotBindABrowserToIt() throws Exception {
        HttpResponse<String> answer = ask(client, "/info/host");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).isEmpty();
    }

    @Test
    void isNotTrustedByWhoDoesNotKnowItsCertificate() {
        assertThatThrownBy(() -> ask(HttpClient.newHttpClient(), "/who")).isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void tellsWhoSpeaksPlainHttpThatItIsNotUnderstood() throws IOException {
        assertThat(service.ask("GET", "/who").status()).isEqualTo(400);
    }
}
