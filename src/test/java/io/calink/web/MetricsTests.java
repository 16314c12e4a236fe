package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The metrics as Prometheus reads them. */
class MetricsTests {
    private static final String PATH = "/actuator/prometheus";

    @TempDir
    Path temporary;

    /** Each metric with its tags, and its value. */
    private static Map<String, Double> metrics(TestService service) throws IOException {
        Map<String, Double> metrics = new TreeMap<>();
        service.ask("GET", PATH)
                .text()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> {
                    int space = line.lastIndexOf(' ');
                    metrics.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
                });
        return metrics;
    }

    private static void bundle(TestService service, String path, int status) throws IOException {
        assertThat(service.ask("POST", path).status()).isEqualTo(status);
    }

    @Test
    void tellBundlesHowTheyEndedAndWhatCameOfThem() throws IOException {
        Path collected = Files.writeString(temporary.resolve("collected"), "x".repeat(1000));
        try (TestService service = TestService.start(
                temporary,
                "[info]\nsystem=host\n[files]\n_files=" + collected + "," + temporary.resolve("missing") + "\n")) {
            bundle(service, "/bundles", 202);
            bundle(service, "/bundles?stream=true", 200);
            await().untilAsserted(() -> assertThat(metrics(service))
                    .containsEntry("calink_bundles{state=\"SUCCEEDED\"}", 2.0)
                    .containsEntry("calink_bundles{state=\"RUNNING\"}", 0.0)
                    .containsEntry("calink_bundles_ended_total{reason=\"none\",state=\"SUCCEEDED\"}", 2.0)
                    .containsEntry("calink_bundle_duration_seconds_count{state=\"SUCCEEDED\"}", 2.0)
                    .containsEntry("calink_bundle_duration_seconds_bucket{state=\"SUCCEEDED\",le=\"+Inf\"}", 2.0)
                    .containsEntry("calink_bundle_wait_seconds_count", 2.0)
                    .containsEntry("calink_archive_size_bytes_count", 2.0)
                    .containsEntry("calink_items_total{status=\"ok\"}", 4.0)
                    .containsEntry("calink_items_total{status=\"absent\"}", 2.0)
                    .containsEntry("calink_downloads_total{complete=\"true\",kind=\"stream\"}", 1.0)
                    .containsEntry("calink_storage_usable", 1.0)
                    .containsEntry("calink_config_stale", 0.0));
            Map<String, Double> metrics = metrics(service);
            assertThat(metrics.get("calink_bundle_read_bytes_total")).isGreaterThanOrEqualTo(2000);
            // one of the two is kept
            assertThat(metrics.get("calink_storage_used_bytes"))
                    .isPositive()
                    .isLessThan(metrics.get("calink_archive_size_bytes_sum"));
            assertThat(metrics.get("calink_storage_free_bytes"))
                    .isPositive()
                    .isLessThanOrEqualTo(metrics.get("calink_storage_capacity_bytes"));
        }
    }

    @Test
    void tellDownloadsAndWhoWasTurnedAway() throws IOException {
        try (TestService service = TestService.start(
                temporary, "[info]\nsystem=host\n", List.of("--calink.retention.free-space=4000000TB"))) {
            bundle(service, "/bundles", 507);
            service.ask("GET", "/info", "Via: 1.1 proxy");
            service.ask("GET", "/info", "Authorization: Bearer wrong");
            await().untilAsserted(() -> assertThat(metrics(service))
                    .containsEntry("calink_bundles_rejected_total{cause=\"insufficient-storage\"}", 1.0)
                    .containsEntry("calink_bundles_rejected_total{cause=\"queue-full\"}", 0.0)
                    .containsEntry("calink_authentication_failures_total{credentials=\"missing\"}", 1.0)
                    .containsEntry("calink_authentication_failures_total{credentials=\"wrong\"}", 1.0));
        }
    }

    @Test
    void nothingThatACallerChoosesBecomesATag() throws IOException {
        try (TestService service = TestService.start(temporary, "[info]\nsystem=host\n")) {
            service.ask("GET", "/bundles/someid");
            service.ask("GET", "/some/where");
            service.ask("SOMEHOW", "/info");
            service.ask("SOMEHOW", "/bundles/someid/archive");
            service.ask("GET", "/info/host", "Host: somebody");
            String text = service.ask("GET", PATH).text();
            assertThat(text).contains("uri=\"/bundles/{id}\"").doesNotContainIgnoringCase("=\"some");
        }
    }

    /** As promtool asks for, which also looks at names and units. */
    @Test
    void everyMetricSaysWhatItIsAndHasABaseUnit() throws IOException {
        try (TestService service = TestService.start(temporary, "[info]\nsystem=host\n")) {
            service.ask("GET", "/info/host");
            List<String> names = new ArrayList<>();
            service.ask("GET", PATH)
                    .text()
                    .lines()
                    .filter(line -> line.startsWith("# HELP "))
                    .forEach(line -> {
                        String[] words = line.split(" ", 4);
                        assertThat(words[3]).as(line).isNotBlank();
                        names.add(words[2]);
                    });
            assertThat(names)
                    .contains("calink_bundles", "http_server_requests_seconds", "jvm_memory_used_bytes")
                    .noneMatch(name -> name.matches(".*_(ms|ns|kb|mb|milliseconds)(_.*|$)|.*_count"));
        }
    }

    /** As node_exporter does, whose build lets the kernel's own names pass in the same way. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void tellsOfTheMachineWhatNodeExporterUsersKnow() throws IOException {
        try (TestService service = TestService.start(temporary, "[info]\nsystem=host\n")) {
            Map<String, Double> metrics = metrics(service);
            assertThat(metrics)
                    .containsKeys(
                            "node_load1",
                            "node_memory_MemAvailable_bytes",
                            "node_boot_time_seconds",
                            "node_context_switches_total",
                            "node_vmstat_pgfault",
                            "node_filefd_allocated",
                            "node_network_up{device=\"lo\"}",
                            "node_network_receive_bytes_total{device=\"lo\"}");
            assertThat(metrics.keySet())
                    .anyMatch(key -> key.matches("node_cpu_seconds_total\\{cpu=\"\\d+\",mode=\"idle\"}"))
                    .anyMatch(key -> key.matches("node_filesystem_avail_bytes\\{device=.*,mountpoint=\"/\"}"))
                    .anyMatch(key -> key.matches("node_uname_info\\{.*nodename=.*}"));
            double switches = Objects.requireNonNull(metrics.get("node_context_switches_total"));
            assertThat(metrics(service).get("node_context_switches_total"))
                    .as("read at each scrape")
                    .isGreaterThan(switches);
        }
    }

    @Test
    void promtoolHasNothingToSay() throws IOException, InterruptedException {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":", -1))
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "promtool"))),
                "promtool is not installed");
        try (TestService service = TestService.start(temporary, "[info]\nsystem=host\n")) {
            service.ask("GET", "/info/host");
            Path scraped = Files.writeString(
                    temporary.resolve("scraped"), service.ask("GET", PATH).text());
            Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                    .redirectInput(scraped.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(promtool.waitFor()).as(said).isIn(0, 3);
            assertThat(said.lines()).noneMatch(line -> !line.matches("node_(memory|netstat)_.*camelCase.*"));
        }
    }
}
