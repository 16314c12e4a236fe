package io.calink.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** {@code application.yml} at the top of the repository against the properties that the service reads. */
class DocumentedPropertiesTests {
    @TempDir
    Path temporary;

    @Test
    void everyPropertyOfOursIsDocumentedAndEveryDocumentedOneIsRead() throws IOException {
        Path configuration = Files.writeString(temporary.resolve("c.ini"), "[info]\nsystem=host\n");
        try (ConfigurableApplicationContext service = Service.start(new String[] {
            "--server.port=0",
            "--calink.config=" + configuration,
            "--calink.allow-insecure-config=true",
            "--calink.data-dir=" + temporary.resolve("data")
        })) {
            assertThat(documented()).isEqualTo(KnownProperties.of(service.getBeanFactory()));
        }
    }

    /** The paths of all keys below {@code calink} that hold a value. */
    private static Set<String> documented() throws IOException {
        Set<String> names = new TreeSet<>();
        List<String> path = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("application.yml"))) {
            String key = line.strip();
            if (key.isEmpty() || key.startsWith("#")) {
                continue;
            }
            int depth = (line.length() - line.stripLeading().length()) / 2;
            while (path.size() > depth) {
                path.remove(path.size() - 1);
            }
            path.add(key.substring(0, key.indexOf(':')));
            names.add(String.join(".", path));
        }
        names.removeIf(
                name -> !name.startsWith("calink.") || names.stream().anyMatch(other -> other.startsWith(name + ".")));
        return names;
    }

    @Test
    void everyPropertyHasOneLineOfComment() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("application.yml"));
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            boolean opensAGroup = line.endsWith(":") && !line.startsWith("free-space");
            if (!line.isEmpty() && !line.startsWith("#") && !opensAGroup) {
                assertThat(lines.get(i - 1).strip()).as(line).startsWith("#");
            }
        }
    }
}
