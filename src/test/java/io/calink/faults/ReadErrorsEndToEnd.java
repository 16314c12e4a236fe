package io.calink.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** F34: a disk that cannot be read any more, in the middle of a file that is collected. */
class ReadErrorsEndToEnd {
    private static final int SIZE = 3_000_000;

    @TempDir
    private Path temporary;

    /** The file keeps its size, and what it lacks is said with the place where it begins; the others are whole. */
    @ParameterizedTest
    @ValueSource(ints = {5, 11})
    void whatCannotBeReadIsPaddedAndSaid(int point) throws Exception {
        Path collected = Files.createDirectory(temporary.resolve("collected"));
        byte[] text = new byte[SIZE];
        Arrays.fill(text, (byte) 'a');
        Files.write(collected.resolve("broken"), text);
        Files.writeString(collected.resolve("sound"), "all is well");
        ServiceProcess.Setting setting =
                ServiceProcess.Setting.in(temporary, "[info]\nsystem=host\n[files]\n_dirs=" + collected + "\n");
        Faults faults = Faults.of(collected.resolve("broken"), temporary);
        try (ServiceProcess service = setting.with(faults).start()) {
            faults.arm(Faults.READ, Faults.EIO, point, Long.MAX_VALUE);
            JsonNode bundle = service.make();
            faults.disarm();
            assertThat(faults.hits()).isPositive();
            assertThat(ServiceProcess.state(bundle)).isEqualTo("SUCCEEDED");
            assertThat(bundle.get("problems").findValuesAsString("status")).containsExactly("truncated");
            assertThat(bundle.get("problems").toString())
                    .containsPattern("from byte [1-9][0-9]* on .*Input/output error");
            new Invariants(service).check();
            Path archive = Files.write(
                    temporary.resolve("archive.tar.gz"),
                    service.ask("GET", bundle.get("links").get("archive").stringValue())
                            .body());
            Path out = Files.createDirectory(temporary.resolve("out"));
            Programs.run("tar", "xzf", archive.toString(), "-C", out.toString(), "--strip-components=1");
            Path unpacked = out.resolve("files").resolve(collected.toString().substring(1));
            assertThat(unpacked.resolve("broken")).hasSize(SIZE);
            assertThat(unpacked.resolve("sound")).hasContent("all is well");
        }
    }
}
