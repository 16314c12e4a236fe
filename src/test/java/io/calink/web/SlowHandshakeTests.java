package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients who take their time where the connection is encrypted. */
class SlowHandshakeTests {
    private static final String PASSWORD = "changeit";

    @TempDir
    Path temporary;

    @Test
    void areCutOff() throws Exception {
        Path store = temporary.resolve("store.p12");
        makeKey(store);
        try (TestService service = TestService.start(
                        temporary,
                        "[info]\nsystem=host\n",
                        List.of(
                                "--spring.ssl.bundle.jks.test.keystore.location=" + store,
                                "--spring.ssl.bundle.jks.test.keystore.password=" + PASSWORD,
                                "--server.ssl.bundle=test"),
                        Hasty.class);
                Socket silent = new Socket(InetAddress.getLoopbackAddress(), service.port());
                // the head of a record of 512 bytes, which then come one by one
                SlowClient slow = new SlowClient(
                        service.port(), "\u0016\u0003\u0001\u0002\u0000\u0001", "\u0000", Duration.ofMillis(40))) {
            silent.setSoTimeout((int) Hasty.SOON.toMillis());
            assertThat(silent.getInputStream().read()).isNegative();
            assertThat(slow.answer()).doesNotContain("HTTP");
            assertThat(slow.age()).isLessThan(Hasty.SOON);
        }
    }

    private static void makeKey(Path store) throws IOException, InterruptedException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-alias",
                        "test",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor()).isZero();
    }
}
