package io.calink.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A disk that is small, and limits that are reached. */
class FullDiskEndToEnd {
    private static final String SMALL = "{\"commands\": []}";

    @TempDir
    Path temporary;

    private ServiceProcess.Setting setting;

    @BeforeEach
    void write() throws IOException {
        setting = ServiceProcess.Setting.in(
                temporary, "[info]\nsystem=host\n[commands]\nnoise=head -c 12000000 /dev/urandom\n");
    }

    private ServiceProcess.Setting on(String options) throws Exception {
        return setting.mounted("mount -t tmpfs -o mode=0700," + options + " none " + setting.data());
    }

    private static void failsLargeAndMakesSmall(ServiceProcess service) throws Exception {
        assertThat(ServiceProcess.state(service.over(service.post(SMALL)))).isEqualTo("SUCCEEDED");
        Invariants invariants = new Invariants(service);
        JsonNode large = service.make();
        assertThat(ServiceProcess.state(large) + " " + ServiceProcess.reason(large))
                .isEqualTo("FAILED insufficient-storage");
        assertThat(large.get("error").get("status").intValue()).isEqualTo(507);
        assertThat(ServiceProcess.state(service.over(service.post(SMALL)))).isEqualTo("SUCCEEDED");
        invariants.check();
    }

    @Test
    void f20ADiskWithoutSpaceFailsTheBundleAndTheNextSucceeds() throws Exception {
        // the output of the command has room on this disk, the archive has not beside it
        try (ServiceProcess service =
                on("size=16m").with("--calink.retention.free-space=0").start()) {
            failsLargeAndMakesSmall(service);
        }
    }

    @Test
    void f20ACommandsOutputForWhichThereIsNoSpaceIsSaidToBeCut() throws Exception {
        try (ServiceProcess service =
                on("size=4m").with("--calink.retention.free-space=0").start()) {
            JsonNode bundle = service.make();
            if (ServiceProcess.state(bundle).equals("SUCCEEDED")) {
                assertThat(bundle.get("problems").get(0).get("status").stringValue())
                        .isEqualTo("truncated");
            } else {
                assertThat(ServiceProcess.reason(bundle)).isEqualTo("insufficient-storage");
            }
            assertThat(ServiceProcess.state(service.over(service.post(SMALL)))).isEqualTo("SUCCEEDED");
            new Invariants(service).check();
        }
    }

    @Test
    void f21ADiskWithoutInodesRefusesOrFailsAndTheNextSucceeds() throws Exception {
        try (ServiceProcess service = on("size=64m,nr_inodes=64")
                .with("--calink.retention.free-space=0")
                .start()) {
            assertThat(ServiceProcess.state(service.over(service.post(SMALL)))).isEqualTo("SUCCEEDED");
            Invariants invariants = new Invariants(service);
            String filler = setting.data() + "/spool/filler";
            for (int free = 0; free < 4; free++) {
                service.inside("sh", "-c", "i=0; while true > " + filler + "$i; do i=$((i+1)); done 2>/dev/null; true");
                for (int i = 0; i < free; i++) {
                    service.inside("sh", "-c", "set -- " + filler + "*; rm $1");
                }
                HttpResponse<byte[]> answer = service.ask("POST", "/bundles");
                if (answer.statusCode() == 202) {
                    JsonNode bundle =
                            service.over(answer.headers().firstValue("Location").orElseThrow());
                    assertThat(ServiceProcess.state(bundle) + " " + ServiceProcess.reason(bundle))
                            .isIn("FAILED insufficient-storage", "SUCCEEDED ");
                } else {
                    assertThat(answer.statusCode()).isIn(503, 507);
                }
                service.inside("sh", "-c", "rm -f " + filler + "*");
                assertThat(ServiceProcess.state(service.over(service.post(SMALL))))
                        .isEqualTo("SUCCEEDED");
                invariants.check();
            }
        }
    }

    @Test
    void f24OverTheQuotaTheOldestGoesAndItsDownloadEndsWhole() throws Exception {
        try (ServiceProcess service =
                setting.with("--calink.retention.size=30MB").start()) {
            String first = service.post();
            String sha256 = service.over(first).get("archive").get("sha256").stringValue();
            Invariants invariants = new Invariants(service);
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            String second;
            try (InputStream download = service.download(first + "/archive")) {
                received.write(download.readNBytes(1000));
                second = service.post();
                assertThat(ServiceProcess.state(service.over(second))).isEqualTo("SUCCEEDED");
                await().until(() -> service.ask("GET", first + "/archive").statusCode() == 410);
                download.transferTo(received);
            }
            assertThat(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(received.toByteArray())))
                    .isEqualTo(sha256);
            assertThat(ServiceProcess.state(service.json(first))).isEqualTo("EXPIRED");
            assertThat(ServiceProcess.state(service.json(second))).isEqualTo("SUCCEEDED");
            invariants.check();
        }
    }

    @Test
    void f24ABundleLargerThanTheQuotaFailsAndTheOldOnesStay() throws Exception {
        try (ServiceProcess service =
                setting.with("--calink.retention.size=4MB").start()) {
            failsLargeAndMakesSmall(service);
        }
    }

    @Test
    void f25UnderTheFloorNothingIsBegunButStreams() throws Exception {
        try (ServiceProcess service =
                setting.with("--calink.retention.free-space=1000000GB").start()) {
            HttpResponse<byte[]> refused = service.ask("POST", "/bundles");
            assertThat(refused.statusCode()).isEqualTo(507);
            assertThat(new String(refused.body(), StandardCharsets.UTF_8)).contains("?stream=true");
            assertThat(service.ask("POST", "/bundles?stream=true").statusCode()).isEqualTo(200);
            new Invariants(service).check();
        }
    }

    @Test
    void f25ABundleEndsBeforeItTakesTheSpaceThatMustStayFree() throws Exception {
        // 12 MB of output in the spool, and room for 4 of the 24 MB of the archive above the floor
        try (ServiceProcess service =
                on("size=32m").with("--calink.retention.free-space=16MB").start()) {
            failsLargeAndMakesSmall(service);
        }
    }
}
