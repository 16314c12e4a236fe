package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.calink.CaLink;
import io.calink.Snapshot;
import io.calink.config.Configuration;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatheringTests {
    @TempDir
    Path directory;

    @Test
    void gathersWithAnInformationOfItsOwn() throws Exception {
        String text = "[info]\nmine=answer,host\n[commands]\nhello=echo hello\n[output]\narchive=mine\njson=mine\n";
        try (CaLink calink =
                CaLink.onThisMachine().with("answer", "The answer to everything", () -> Map.of("value", 42))) {
            Configuration configuration = Configuration.parse(
                    text.getBytes(StandardCharsets.UTF_8), "here", calink.descriptions().keySet());
            Snapshot snapshot = calink.gather(configuration.plan(), directory);
            assertEquals(directory.resolve("mine.tar.gz"), snapshot.archive());
            assertTrue(Files.readString(snapshot.json()).contains("\"answer\""));
            assertEquals(calink.info("host").toString(), snapshot.outcome().host());
        }
    }

    @Test
    void bringsNeitherSpringNorTheCommandLine() {
        for (String name : new String[] {
            "org.springframework.boot.SpringApplication",
            "org.springframework.core.io.Resource",
            "picocli.CommandLine",
            "org.springdoc.core.utils.Constants",
            "jakarta.servlet.Servlet",
            "ch.qos.logback.classic.Logger"
        }) {
            assertThrows(ClassNotFoundException.class, () -> Class.forName(name), name);
        }
    }
}
