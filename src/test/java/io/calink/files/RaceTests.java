package io.calink.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody changes the tree while it is walked and read. */
@Timeout(120)
class RaceTests {
    private static final int ROUNDS = 300;

    @TempDir
    Path root;

    private interface Step {
        void run() throws IOException;
    }

    /** Swaps as fast as it can while {@code ROUNDS} searches are made, and returns what they read. */
    private String readWhile(Step swap) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger swaps = new AtomicInteger();
        Thread attacker = new Thread(() -> {
            while (!over.get()) {
                try {
                    swap.run();
                    swaps.incrementAndGet();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
        });
        attacker.start();
        StringBuilder all = new StringBuilder();
        try {
            for (int i = 0; i < ROUNDS || swaps.get() < ROUNDS; i++) {
                read(all);
            }
        } finally {
            over.set(true);
            attacker.join();
        }
        return all.toString();
    }

    private void read(StringBuilder all) throws Exception {
        try (FileReader reader = new FileReader(root, new Surroundings(Duration.ofMillis(300)))) {
            for (FoundFile file :
                    new Fixture(root).find("srv_dirs=.", "srv_files=a/x").files()) {
                try (OpenFile open = reader.open(file, 0)) {
                    all.append(new String(open.content().readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
    }

    @Test
    void neverReadsBehindALinkThatReplacesADirectory() throws Exception {
        Fixture fixture = new Fixture(root).with("/etc/", "/srv/a/", "/aside/").link("/aside/link", "../etc");
        Files.writeString(fixture.at("/etc/x"), "SECRET");
        Files.writeString(fixture.at("/srv/a/x"), "harmless");
        Path place = fixture.at("/srv/a");
        Path kept = fixture.at("/aside/kept");
        Path link = fixture.at("/aside/link");
        // others can write to it: the link is none that a line may lead through
        Fixture.run("chmod", "777", fixture.at("/srv").toString());
        String all = readWhile(() -> {
            Files.move(place, kept);
            Files.move(link, place);
            Files.move(place, link);
            Files.move(kept, place);
        });
        assertThat(all).contains("harmless").doesNotContain("SECRET");
    }

    @Test
    void neverReadsBehindALinkThatReplacesAFile() throws Exception {
        Fixture fixture = new Fixture(root).with("/etc/", "/srv/a/");
        Files.writeString(fixture.at("/etc/x"), "SECRET");
        Path place = fixture.at("/srv/a/x");
        Fixture.run("chmod", "777", fixture.at("/srv/a").toString());
        String all = readWhile(() -> {
            Path next = place.resolveSibling("next");
            Files.deleteIfExists(next);
            Files.createSymbolicLink(next, Path.of("../../etc/x"));
            Files.move(next, place, StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(next, "harmless");
            Files.move(next, place, StandardCopyOption.REPLACE_EXISTING);
        });
        assertThat(all).contains("harmless").doesNotContain("SECRET");
    }

    @Test
    void isNotHeldByAPipeThatReplacesAFile() throws Exception {
        Fixture fixture = new Fixture(root).with("/srv/a/", "/aside/");
        Path place = fixture.at("/srv/a/x");
        Path pipe = fixture.at("/aside/pipe");
        Path file = fixture.at("/aside/file");
        Fixture.run("mkfifo", pipe.toString());
        Files.writeString(place, "harmless");
        String all = readWhile(() -> {
            Files.move(place, file);
            Files.move(pipe, place);
            Files.move(place, pipe);
            Files.move(file, place);
        });
        assertThat(all).contains("harmless");
    }
}
