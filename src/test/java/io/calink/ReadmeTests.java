package io.calink;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.bundle.Plan;
import io.calink.config.Configuration;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README says of configurations and files; its commands are run by {@code .ci/run}. */
class ReadmeTests {
    private static final Path README = Path.of("README.md");
    private static final Pattern INI = Pattern.compile("^```ini\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\((?!http)([^)#]+)\\)");
    private static final List<String> INFORMATIONS =
            List.of("uptime", "loadavg", "disk", "ps", "cpu", "vmem", "smem", "iostat", "host", "os", "version");

    @Test
    void itsExamplesAreOneConfigurationWithoutAMistake() throws Exception {
        String all = String.join(
                "\n",
                INI.matcher(Files.readString(README))
                        .results()
                        .map(block -> block.group(1))
                        .toList());
        Configuration configuration =
                Configuration.parse(all.getBytes(StandardCharsets.UTF_8), "README.md", INFORMATIONS);
        assertThat(configuration.sections().keySet())
                .containsExactly("info", "files", "commands", "output", "limits", "redaction");
        Plan plan = configuration.plan();
        assertThat(plan.informations()).contains("host", "loadavg");
        assertThat(plan.files()).hasSize(5);
        assertThat(plan.commands()).hasSize(2);
    }

    @Test
    void theFilesItPointsToAreThere() throws Exception {
        List<String> links = LINK.matcher(Files.readString(README))
                .results()
                .map(link -> link.group(1))
                .toList();
        assertThat(links)
                .isNotEmpty()
                .allSatisfy(link -> assertThat(Path.of(link)).isRegularFile());
    }
}
