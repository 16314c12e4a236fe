package io.calink.info.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.info.Informations;
import io.calink.info.Machine;
import io.calink.info.Reading;
import io.calink.info.sampling.Sampler.Pace;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whole hosts, as they stand under src/test/resources/hosts, with what is known of them in golden files, which are
 * made anew with {@code -DargLine=-Dcalink.golden=write}.
 */
class HostsTests {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @TempDir
    private Path root;

    @ParameterizedTest
    @ValueSource(strings = {"wheezy", "rhel", "container", "hostile"})
    void tellsOfAHostWhatItsGoldenFileSays(String host) throws Exception {
        copy("/hosts/" + host);
        AtomicLong nanos = new AtomicLong();
        LinuxSource linux = new LinuxSource(Machine.at(root));
        Sampler sampler = new Sampler(
                new Source() {
                    @Override
                    public Tick tick() {
                        Tick tick = linux.tick();
                        return new Tick(
                                new Tick.Moment(
                                        nanos.get(), nanos.get(), tick.moment().wall()),
                                tick.cpu(),
                                tick.memory(),
                                tick.swapTraffic(),
                                tick.disks(),
                                tick.interfaces(),
                                tick.load(),
                                tick.stalls());
                    }

                    @Override
                    public Processor processor() {
                        return linux.processor();
                    }
                },
                new Pace(Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofHours(1), 0, 0));
        sampler.tick();
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        if (HostsTests.class.getResource("/later/" + host) != null) {
            copy("/later/" + host);
        }
        sampler.tick();
        String told = told(sampler);
        if ("write".equals(System.getProperty("calink.golden"))) {
            Files.writeString(Path.of("src/test/resources/golden", host + ".json"), told + "\n");
        }
        assertThat(told).isEqualTo(golden(host));
    }

    private String told(Sampler sampler) {
        Map<String, Object> all = new LinkedHashMap<>();
        try (Informations informations = Informations.standard(Machine.at(root), sampler)) {
            for (String name : informations.descriptions().keySet()) {
                Reading reading = informations.read(name, Duration.ofSeconds(30));
                all.put(name, told(reading));
            }
        }
        return JSON.writeValueAsString(all).replace(root.toString(), "");
    }

    private static Object told(Reading reading) {
        if (reading instanceof Reading.Value value) {
            return value.value();
        }
        return reading instanceof Reading.Absent absent
                ? Map.of("absent", absent.reason())
                : Map.of("failure", ((Reading.Failure) reading).reason());
    }

    private static String golden(String host) throws IOException {
        try (InputStream in = HostsTests.class.getResourceAsStream("/golden/" + host + ".json")) {
            Object known = JSON.readValue(Objects.requireNonNull(in), LinkedHashMap.class);
            return JSON.writeValueAsString(known); // keeps the order of keys
        }
    }

    private void copy(String resource) throws IOException, URISyntaxException {
        Path from = Path.of(
                Objects.requireNonNull(HostsTests.class.getResource(resource)).toURI());
        List<Path> files;
        try (Stream<Path> walk = Files.walk(from)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path to = root.resolve(from.relativize(file).toString());
            Files.createDirectories(Objects.requireNonNull(to.getParent()));
            Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
