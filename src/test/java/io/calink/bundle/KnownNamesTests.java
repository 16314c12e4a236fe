package io.calink.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.calink.redaction.LocalNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class KnownNamesTests {
    private static final Duration LONG = Duration.ofHours(1);

    private static LocalNames users(String... names) {
        return new LocalNames(Set.of(names), Set.of(), Set.of());
    }

    @Test
    @Timeout(60)
    void areThoseKnownSoFarWhereSomebodyDoesNotAnswer() {
        CompletableFuture<LocalNames> directoryService = new CompletableFuture<>();
        AtomicInteger asked = new AtomicInteger();
        KnownNames names = new KnownNames(
                () -> users("alice"),
                () -> {
                    asked.incrementAndGet();
                    return directoryService.join();
                },
                Duration.ofMillis(200),
                Duration.ZERO);
        assertThat(names.names().users()).containsExactly("alice");
        long begin = System.nanoTime();
        for (int i = 0; i < 10_000; i++) { // they are not waited for again, and not asked for a second time
            names.names();
        }
        assertThat(System.nanoTime() - begin).isLessThan(LONG.toNanos() / 360);
        assertThat(asked).hasValue(1);
        directoryService.complete(users("alice", "carol"));
        await().untilAsserted(() -> assertThat(names.names().users()).containsExactlyInAnyOrder("alice", "carol"));
    }

    @Test
    void areReadOnceForAllWhoAskAtATime() {
        AtomicInteger read = new AtomicInteger();
        KnownNames names = new KnownNames(
                () -> LocalNames.NONE,
                () -> {
                    read.incrementAndGet();
                    return users("alice");
                },
                LONG,
                LONG);
        for (int i = 0; i < 5; i++) {
            assertThat(names.names().users()).containsExactly("alice");
        }
        assertThat(read).hasValue(1);
    }

    @Test
    void areReadAnewAfterAWhile(@TempDir Path root) throws Exception {
        Path passwd = Files.createDirectories(root.resolve("etc")).resolve("passwd");
        Files.writeString(passwd, "alice:x:1001:1001::/home/alice:/bin/bash\n");
        KnownNames names =
                new KnownNames(() -> new Locals(root).files(), () -> new Locals(root).all(), LONG, Duration.ZERO);
        assertThat(names.names().users()).containsExactly("alice");
        Files.writeString(passwd, "carol:x:1002:1002::/home/carol:/bin/bash\n");
        assertThat(names.names().users()).containsExactly("carol");
    }

    @Test
    void areStillThereWhenTheyCannotBeReadAgain() {
        AtomicInteger read = new AtomicInteger();
        KnownNames names = new KnownNames(
                () -> LocalNames.NONE,
                () -> {
                    if (read.getAndIncrement() > 0) {
                        throw new IllegalStateException("this is tried");
                    }
                    return users("alice");
                },
                LONG,
                Duration.ZERO);
        assertThat(names.names().users()).containsExactly("alice");
        assertThat(names.names().users()).containsExactly("alice");
        assertThat(read).hasValue(2);
    }
}
