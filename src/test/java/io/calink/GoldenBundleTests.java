package io.calink;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.archive.ArchiveReader;
import io.calink.archive.Entry;
import io.calink.bundle.Workplace;
import io.calink.config.Configuration;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One whole bundle of a fixture host, compared entry by entry with what is committed under {@code bundle/golden}. To make
 * it anew after a change that is meant: run this test with {@code -Dcalink.golden=write}, and read the difference.
 */
class GoldenBundleTests {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Path GOLDEN = Path.of("src/test/resources/bundle/golden");

    @TempDir
    Path directory;

    @Test
    void isWhatItWas() throws Exception {
        Map<String, String> bundle = gather();
        if ("write".equals(System.getProperty("calink.golden"))) {
            for (Map.Entry<String, String> entry : bundle.entrySet()) {
                Path file = GOLDEN.resolve(entry.getKey());
                Files.createDirectories(file.getParent());
                Files.writeString(file, entry.getValue());
            }
        }

        Map<String, String> golden = golden();
        assertThat(bundle.keySet()).isEqualTo(golden.keySet());
        golden.forEach((name, content) -> assertThat(bundle.get(name)).as(name).isEqualTo(content));
    }

    private Map<String, String> gather() throws Exception {
        Path root = resource("/hosts/rhel");
        Path config = resource("/bundle/calink-config.ini");
        Workplace workplace =
                new Workplace(root, directory, Map.of("PATH", ""), directory, Clock.fixed(NOW, ZoneOffset.UTC), 1);
        try (CaLink calink = CaLink.at(workplace)) {
            Configuration configuration = Configuration.parse(
                    Files.readAllBytes(config),
                    "calink-config.ini",
                    calink.descriptions().keySet());
            return entries(calink.gather(configuration.plan(), directory).archive());
        }
    }

    /** Files by name, as text, without what differs from run to run. */
    private static Map<String, String> entries(Path archive) throws IOException {
        Map<String, String> entries = new TreeMap<>();
        try (ArchiveReader reader = new ArchiveReader(Files.newInputStream(archive))) {
            for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
                if (entry.type() == Entry.Type.FILE) {
                    String text = new String(reader.content().readAllBytes(), StandardCharsets.UTF_8);
                    boolean told = entry.name().endsWith("history.csv"); // how many samples there were is chance
                    entries.put(entry.name(), told ? text.substring(0, text.indexOf('\r')) + "\n" : steady(text));
                }
            }
        }
        return entries;
    }

    private static String steady(String text) {
        return text.replaceAll("\"millis\":\\d+", "\"millis\":0")
                .replaceAll("\"mode\":\"\\d+\"", "\"mode\":\"0000\"")
                .replaceAll("\"calink\":\"[^\"]*\"", "\"calink\":\"1\"")
                .replaceAll("\"window_seconds\" : [0-9.]+", "\"window_seconds\" : 0")
                .replaceAll("\"rules\":\"[^\"]*\"", "\"rules\":\"\"")
                .replaceAll("\"samples\" : \\d+", "\"samples\" : 0")
                .replaceAll(
                        "(\"entry\":\"history.csv\",\"size\":)\\d+,\"sha256\":\"[0-9a-f]+", "$1" + "0,\"sha256\":\"")
                .replaceAll("(\\.json\",(\"status\":\"ok\",\"detail\":null,)?\"size\":)\\d+", "$1" + "0")
                .replaceAll("(\\.json\".*?\"sha256\":\")[0-9a-f]{64}", "$1");
    }

    private static Map<String, String> golden() throws IOException {
        Map<String, String> golden = new TreeMap<>();
        try (Stream<Path> files = Files.walk(GOLDEN)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                golden.put(GOLDEN.relativize(file).toString(), Files.readString(file));
            }
        }
        return golden;
    }

    private static Path resource(String name) throws URISyntaxException {
        URL url = GoldenBundleTests.class.getResource(name);
        return Path.of(Objects.requireNonNull(url, name).toURI());
    }
}
