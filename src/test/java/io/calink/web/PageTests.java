package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the files of the page are handed over. */
class PageTests {
    private static final Pattern FILE = Pattern.compile("(?:href|src)=\"(/page/[^\"]+)\"");
    private static final int MOST_BYTES = 150_000;

    @TempDir
    static Path temporary;

    private static TestService service;

    @BeforeAll
    static void start() throws IOException {
        service = TestService.start(temporary, "[info]\nsystem=host\n");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static List<String> files() throws IOException {
        return files(service);
    }

    /** The paths of all files that the page of a service names. */
    static List<String> files(TestService service) throws IOException {
        return FILE.matcher(service.ask("GET", "/").text())
                .results()
                .map(file -> file.group(1))
                .distinct()
                .toList();
    }

    @Test
    void itsFilesAreKeptForGoodAndAreSmall() throws IOException {
        int bytes = service.ask("GET", "/", "Accept-Encoding: gzip").body().length;
        assertThat(files()).hasSizeGreaterThan(5);
        for (String file : files()) {
            RawAnswer packed = service.ask("GET", file, "Accept-Encoding: gzip, br");
            assertThat(packed.status()).as(file).isEqualTo(200);
            assertThat(packed.header("Cache-Control")).contains("max-age=31536000", "immutable");
            assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
            assertThat(packed.header("Content-Security-Policy")).startsWith("default-src 'self';");
            byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes();
            RawAnswer plain = service.ask("GET", file);
            assertThat(plain.body()).as(file).isEqualTo(unpacked);
            assertThat(plain.headers()).doesNotContainKey("content-encoding");
            assertThat(plain.header("ETag")).isNotEqualTo(packed.header("ETag"));
            bytes += packed.body().length;
        }
        assertThat(bytes).isLessThan(MOST_BYTES);
    }

    @Test
    void whatABrowserHasIsNotSentAgain() throws IOException {
        for (String file : List.of("/", files().get(0))) {
            String tag = service.ask("GET", file).header("ETag");
            RawAnswer again = service.ask("GET", file, "If-None-Match: " + tag);
            assertThat(again.status()).as(file).isEqualTo(304);
            assertThat(again.body()).isEmpty();
        }
    }

    @Test
    void nothingInItIsScriptOrStyleOrComesFromElsewhere() throws IOException {
        String page = service.ask("GET", "/").text();
        Matcher inline = Pattern.compile("<script(?![^>]* src=)|<style| style=| on[a-z]+=|https?:")
                .matcher(page);
        assertThat(inline.find()).isFalse();
        for (String file : files()) {
            assertThat(service.ask("GET", file).text())
                    .as(file)
                    .doesNotContain(
                            "innerHTML",
                            "insertAdjacentHTML",
                            "document.write",
                            "localStorage",
                            "sessionStorage",
                            "eval(");
        }
    }

    @Test
    void itIsCompressedForWhoReadsThat() throws IOException {
        for (String coding : List.of("identity", "br", "gzip;q=0", "gzip;q=0.0")) {
            assertThat(service.ask("GET", "/", "Accept-Encoding: " + coding).headers())
                    .as(coding)
                    .doesNotContainKey("content-encoding");
        }
        for (String coding : List.of("gzip", "br, gzip;q=0.5", "*", "GZIP;q=1.0")) {
            assertThat(service.ask("GET", "/", "Accept-Encoding: " + coding).header("Content-Encoding"))
                    .as(coding)
                    .isEqualTo("gzip");
        }
    }
}
