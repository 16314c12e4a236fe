package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.info.AbsentException;
import io.calink.info.Information;
import io.calink.info.Informations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Description;
import tools.jackson.databind.JsonNode;

/** Informations over HTTP, among them some that another has added. */
class InfoTests {
    @TempDir
    static Path temporary;

    private static TestService service;

    @Configuration
    static class More {
        @Bean
        @Description("State of the software RAID")
        Information raid() {
            return () -> {
                Map<String, Object> state = new LinkedHashMap<>();
                state.put("last_check", null);
                state.put("devices", List.of("md0"));
                return state;
            };
        }

        @Bean
        @Description("A text that would be a page")
        Information page() {
            return () -> "<script>alert(\"1\")</script>";
        }

        @Bean
        @Description("Is not on this machine")
        Information absent() {
            return () -> {
                throw new AbsentException("This machine has none of it.");
            };
        }

        @Bean
        @Description("Takes for ever")
        Information slow() {
            return () -> {
                new CountDownLatch(1).await();
                return "never";
            };
        }
    }

    @BeforeAll
    static void start() throws IOException {
        service = TestService.start(temporary, "[info]\nmore=raid\n[limits]\ninfo_time=1s\n", More.class);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aStringStandsInQuotesAndIsNoPageEvenForABrowser() throws IOException {
        RawAnswer answer = service.ask("GET", "/info/page", "Accept: text/html, */*;q=0.8");
        assertThat(answer.text()).isEqualTo("\"<script>alert(\\\"1\\\")</script>\"");
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void anInformationThatIsABeanIsServedUnderItsName() throws IOException {
        assertThat(service.ask("GET", "/info/raid").text()).isEqualTo("{\"last_check\":null,\"devices\":[\"md0\"]}");
        assertThat(service.bean(Informations.class).descriptions()).containsEntry("raid", "State of the software RAID");
    }

    @Test
    void allOfThemStandInTheOrderOfTheCatalogueAndWhatIsMissingIsNull() throws IOException {
        JsonNode all = service.ask("GET", "/info").json();
        assertThat(all.propertyNames())
                .startsWith("uptime", "loadavg", "disk", "ps", "cpu", "vmem", "smem", "iostat", "host", "os", "version")
                .contains("net", "sockets")
                .endsWith("raid", "page", "absent", "slow");
        assertThat(all.get("absent").isNull()).isTrue();
        assertThat(all.get("slow").isNull()).isTrue();
        assertThat(all.get("loadavg").get("last_pid").intValue()).isPositive();
    }

    @Test
    void someOfThemAreThoseThatWereNamed() throws IOException {
        JsonNode some = service.ask("GET", "/info?names=raid,host").json();
        assertThat(some.propertyNames()).containsExactly("host", "raid");
    }

    @Test
    void anUnknownOneIsToldTheKnownOnes() throws IOException {
        assertThat(service.ask("GET", "/info/raaid").json().get("detail").stringValue())
                .startsWith(
                        "There is no information \"raaid\". The known ones are: uptime, loadavg, disk, ps, cpu, vmem, "
                                + "smem, iostat, host, os, version, net, ")
                .endsWith(", raid, page, absent, slow.");
    }

    @Test
    void anAbsentOneSaysWhyAndASlowOneIsCutOff() throws IOException {
        assertThat(service.ask("GET", "/info/absent").json().get("detail").stringValue())
                .isEqualTo("This machine has none of it.");
        RawAnswer slow = service.ask("GET", "/info/slow");
        assertThat(slow.status()).isEqualTo(503);
        assertThat(slow.json().get("type").stringValue()).isEqualTo("urn:calink:problem:information-timeout");
    }

    @Test
    void usageIsThereOnceTheServiceHasTickedTwice() {
        Awaitility.await().untilAsserted(() -> {
            RawAnswer answer = service.ask("GET", "/info/cpu");
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.json().get("unit").stringValue()).isEqualTo("percent");
        });
    }

    @Test
    void processesComeInTheOrderAndNumberThatWasAskedFor() throws IOException {
        JsonNode largest = service.ask("GET", "/info/ps?sort=memory&limit=3").json();
        assertThat(largest.size()).isBetween(1, 3);
        List<Long> rss = new ArrayList<>();
        largest.forEach(process -> rss.add(process.get("rss").longValue()));
        assertThat(rss).isSortedAccordingTo(Comparator.reverseOrder());
        JsonNode all = service.ask("GET", "/info/ps").json();
        List<Double> cpu = new ArrayList<>();
        service.ask("GET", "/info/ps?sort=cpu").json().forEach(process -> {
            if (!process.get("cpu_percent").isNull()) {
                cpu.add(process.get("cpu_percent").doubleValue());
            }
        });
        assertThat(cpu).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(service.ask("GET", "/info/ps?limit=1").json().get(0).get("pid"))
                .isEqualTo(all.get(0).get("pid"));
    }

    @Test
    void aParameterThatAnInformationDoesNotHaveIsSaid() throws IOException {
        for (String path : List.of(
                "/info/ps?sort=colour",
                "/info/ps?limit=0",
                "/info/ps?limit=many",
                "/info/host?sort=cpu",
                "/info/host?list=true",
                "/info/packages?list=perhaps")) {
            assertThat(service.ask("GET", path).status()).as(path).isEqualTo(400);
        }
        assertThat(service.ask("GET", "/info/ps?sort=colour")
                        .json()
                        .get("detail")
                        .stringValue())
                .isEqualTo("The parameter \"sort\" is \"colour\"; it is one of cpu, memory, virtual, threads, files, "
                        + "started, pid, name.");
    }

    @Test
    void packagesAreListedWhenAskedFor() throws IOException {
        RawAnswer counted = service.ask("GET", "/info/packages");
        RawAnswer listed = service.ask("GET", "/info/packages?list=true");
        assertThat(listed.status()).isEqualTo(counted.status());
        if (counted.status() == 200) {
            assertThat(counted.json().has("packages")).isFalse();
            assertThat(listed.json().get("digest")).isEqualTo(counted.json().get("digest"));
            assertThat(listed.json().get("packages").size())
                    .isEqualTo(counted.json().get("count").intValue());
        }
    }

    @Test
    void usageIsToldOverAnyWindowWithinWhatIsKept() {
        Awaitility.await().untilAsserted(() -> {
            RawAnswer answer = service.ask("GET", "/info/vmem?window=1s");
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.json().get("samples").intValue()).isEqualTo(1);
        });
        for (String name : List.of("cpu", "iostat", "netio", "load")) {
            Awaitility.await()
                    .untilAsserted(() -> assertThat(service.ask("GET", "/info/" + name + "?window=15m")
                                    .status())
                            .as(name)
                            .isIn(200, 404));
        }
    }

    @Test
    void aWindowThatDoesNotFitIsToldWhatDoes() throws IOException {
        assertThat(detail("/info/cpu?window=2h"))
                .isEqualTo(
                        "The window is 7200s; it is from 1s, the time between two samples, to 3600s, which is how far "
                                + "back they are kept.");
        assertThat(detail("/info/cpu?window=soon"))
                .startsWith("The parameter \"window\" is a time such as 90s, 15m or 1h: ");
        assertThat(detail("/info/net/history"))
                .isEqualTo("\"net\" is told as it is now, not over time; over time there are cpu, vmem, smem, iostat, "
                        + "netio, load.");
    }

    private static String detail(String path) throws IOException {
        RawAnswer answer = service.ask("GET", path);
        assertThat(answer.status()).as(path).isEqualTo(400);
        return answer.json().get("detail").stringValue();
    }

    @Test
    void aHistoryHasAnAverageAMinimumAndAMaximumInEachPointAndNullWhereNothingWasSampled() {
        Awaitility.await().untilAsserted(() -> {
            RawAnswer answer = service.ask("GET", "/info/vmem/history?window=1h&points=60");
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            JsonNode history = answer.json();
            assertThat(history.propertyNames())
                    .containsExactly(
                            "name", "window_seconds", "step_seconds", "from", "to", "samples", "series", "left_out");
            assertThat(history.get("step_seconds").doubleValue()).isEqualTo(60);
            JsonNode used = history.get("series").get(0);
            assertThat(used.get("name").stringValue()).isEqualTo("used");
            assertThat(used.get("of").isNull()).isTrue();
            for (String kind : List.of("average", "minimum", "maximum")) {
                assertThat(used.get(kind).size()).isEqualTo(60);
                assertThat(used.get(kind).get(0).isNull()).isTrue();
                assertThat(used.get(kind).get(59).doubleValue()).isBetween(0.0, 100.0);
            }
        });
    }
}
