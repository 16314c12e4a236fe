package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.info.AbsentException;
import io.calink.info.Information;
import io.calink.info.Informations;
import java.io.IOException;
import java.nio.file.Path;
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
}
