package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.archive.ArchiveReader;
import io.calink.archive.Entry;
import io.calink.jobs.NameBook;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of machines and persons in what the service answers. */
class PseudonymTests {
    private static final List<String> ORIGINALS = List.of("web1", "jdoerr", "10.11.12.13", "corp.example");

    @TempDir
    Path temporary;

    private Path root;

    @BeforeEach
    void machine() throws IOException {
        root = temporary.resolve("root");
        for (String directory : List.of("etc", "proc/sys/kernel", "var/log")) {
            Files.createDirectories(root.resolve(directory));
        }
        Files.writeString(root.resolve("etc/hostname"), "web1\n");
        Files.writeString(root.resolve("proc/sys/kernel/hostname"), "web1\n");
        Files.writeString(root.resolve("etc/passwd"), "jdoerr:x:1000:1000:Jane Doerr:/home/jdoerr:/bin/bash\n");
        Files.writeString(root.resolve("var/log/jdoerr.log"), "jdoerr@corp.example on web1 from 10.11.12.13\n");
    }

    private TestService start() throws IOException {
        return TestService.start(
                temporary,
                "[info]\nsystem=host\n[files]\nvar_log_dirs=.\n[redaction]\npseudonyms=ip, mac, host, user, email\n",
                List.of("--calink.root=" + root));
    }

    private static String named(RawAnswer answer) {
        assertThat(answer.status()).isEqualTo(200);
        String disposition = answer.header("Content-Disposition");
        assertThat(disposition).doesNotContain("web1").containsPattern("CaLink-host-[0-9a-f]{10}-[0-9-]+\\.tar\\.gz");
        return disposition.replaceAll(".*(host-[0-9a-f]{10}).*", "$1");
    }

    @Test
    void areReplacedInAnswersArchivesAndTheirNamesAndAreTheSameAfterARestart() throws Exception {
        String first;
        String text;
        try (TestService service = start()) {
            RawAnswer streamed = service.ask("POST", "/bundles?stream=true");
            first = named(streamed);
            text = everything(streamed.body());
            assertThat(text).doesNotContain(ORIGINALS).contains("/files/var/log/user-");
            assertThat(service.ask("GET", "/info/host").text()).isEqualTo("\"" + first + "\"");
            RawAnswer made = service.ask("POST", "/bundles", "Prefer: wait=60");
            String bundle = made.header("Location");
            for (String path :
                    List.of(bundle, bundle + "/manifest", bundle + "/entries", "/bundles", "/plan", "/config")) {
                assertThat(service.ask("GET", path).text()).as(path).doesNotContain(ORIGINALS);
            }
            assertThat(service.ask("GET", bundle).json().get("host").asString()).isEqualTo(first);
            assertThat(named(service.ask("GET", bundle + "/archive"))).isEqualTo(first);
            assertThat(book()).containsEntry(first, "web1"); // while the service still runs
        }
        try (TestService service = start()) {
            RawAnswer streamed = service.ask("POST", "/bundles?stream=true");
            assertThat(named(streamed)).isEqualTo(first);
            String again = everything(streamed.body());
            assertThat(line(again)).isEqualTo(line(text));
        }
        assertThat(book()).containsValues("jdoerr", "10.11.12.13", "jdoerr@corp.example");
    }

    private Map<String, String> book() throws IOException {
        try (NameBook book = new NameBook(temporary.resolve("data"), warning -> {})) {
            return book.originals();
        }
    }

    private static String line(String text) {
        return text.lines().filter(line -> line.contains(" from ")).findFirst().orElseThrow();
    }

    private static String everything(byte[] archive) throws IOException {
        StringBuilder all = new StringBuilder();
        try (ArchiveReader reader = new ArchiveReader(new ByteArrayInputStream(archive))) {
            for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
                all.append(entry.name()).append(' ').append(entry.owner()).append('\n');
                all.append(new String(reader.content().readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return all.toString();
    }
}
