package io.calink.bundle;

import static io.calink.bundle.SmallHost.allowing;
import static io.calink.bundle.SmallHost.command;
import static io.calink.bundle.SmallHost.limits;
import static io.calink.bundle.SmallHost.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.calink.CaLink;
import io.calink.Snapshot;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a gathering is cut short, and how it is taken while it is made. */
class BundlerEndTests {
    @TempDir
    Path directory;

    private SmallHost host;

    @BeforeEach
    void machine() throws IOException {
        host = new SmallHost(directory);
    }

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void isCutShortByItsTimeAndStillValid() throws Exception {
        Limits limits = limits(Duration.ofNanos(1), 0, 0);

        Snapshot snapshot = host.calink.gather(plan(limits, Output.DEFAULT, command("c", "echo 1")), host.out);

        assertThat(snapshot.outcome().cut()).isEqualTo(Reason.DEADLINE);
        assertThat(snapshot.outcome().cutBy()).isEqualTo("bundle_time");
        assertThat(Contents.of(snapshot.archive()).manifest().items())
                .filteredOn(item -> item.kind() != Item.Kind.INFO)
                .hasSize(2)
                .allSatisfy(item -> {
                    assertThat(item.status()).isEqualTo(Status.SKIPPED);
                    assertThat(item.detail()).contains("bundle_time");
                });
        assertThat(Verification.of(snapshot.archive()).findings()).isEmpty();
    }

    @Test
    void isCutShortByItsSizeAndStillValid() throws Exception {
        byte[] noise = new byte[3 << 20];
        new Random(1).nextBytes(noise);
        Files.write(host.root.resolve("var/log/b.bin"), noise);
        Files.write(host.root.resolve("var/log/c.bin"), noise);

        Snapshot snapshot =
                host.calink.gather(allowing(plan(limits(Duration.ZERO, 1 << 20, 0), Output.DEFAULT)), host.out);

        assertThat(snapshot.outcome().cut()).isEqualTo(Reason.SIZE_LIMIT);
        assertThat(snapshot.outcome().size()).isLessThan(2 << 20);
        assertThat(Contents.of(snapshot.archive()).manifest().problems())
                .filteredOn(item -> item.kind() == Item.Kind.FILE)
                .extracting(item -> item.name() + " " + item.status().label())
                .containsExactly("/var/log/b.bin truncated", "/var/log/c.bin skipped");
        assertThat(Verification.of(snapshot.archive()).findings()).isEmpty();
    }

    @Test
    void isCutShortByTheNumberOfFiles() throws Exception {
        host.write("var/log/b.log", "b");

        Snapshot snapshot = host.calink.gather(plan(limits(Duration.ZERO, 0, 1), Output.DEFAULT), host.out);

        assertThat(snapshot.outcome().cut()).isEqualTo(Reason.SIZE_LIMIT);
        assertThat(snapshot.outcome().cutBy()).isEqualTo("files");
        assertThat(Contents.of(snapshot.archive()).manifest().items())
                .filteredOn(item -> item.kind() == Item.Kind.FILE)
                .extracting(item -> item.name() + " " + item.status().label() + " " + item.detail())
                .containsExactly(
                        "/var/log skipped Not searched to the end: the limit files was reached.",
                        "/var/log ok null",
                        "/var/log/app.log ok null");
    }

    @Test
    void isWholeWhenALimitIsReachedByTheVeryLastOfIt() throws Exception {
        byte[] noise = new byte[1 << 20];
        new Random(1).nextBytes(noise);
        Files.write(host.root.resolve("var/log/z.bin"), noise);

        Snapshot snapshot =
                host.calink.gather(allowing(plan(limits(Duration.ZERO, 1 << 19, 0), Output.DEFAULT)), host.out);
        Snapshot whole =
                host.calink.gather(allowing(plan(limits(Duration.ZERO, 1 << 20, 0), Output.DEFAULT)), host.out);

        assertThat(snapshot.outcome().cutBy()).isEqualTo("bundle_size");
        assertThat(whole.outcome().size()).isGreaterThan(1 << 20);
        assertThat(whole.outcome().cutBy()).isNull();
        assertThat(whole.outcome().problems()).noneMatch(item -> item.kind() == Item.Kind.FILE);
    }

    @Test
    void isCutShortWhenACommandDoesNotGetItsTime() throws Exception {
        Limits limits = limits(Duration.ofSeconds(4), 0, 0);

        Snapshot snapshot = host.calink.gather(plan(limits, Output.DEFAULT, command("c", "sleep 1000")), host.out);

        assertThat(snapshot.outcome().cut()).isEqualTo(Reason.DEADLINE);
        assertThat(snapshot.outcome().cutBy()).isEqualTo("bundle_time");
        assertThat(Contents.of(snapshot.archive()).manifest().items())
                .filteredOn(item -> item.kind() == Item.Kind.COMMAND)
                .extracting(Item::status)
                .containsExactly(Status.TIMEOUT);
    }

    @Test
    void waitsForNoInformationThatHangsWhenItsTimeIsOver() throws Exception {
        Limits limits =
                new Limits(0, Map.of(), Duration.ofMinutes(10), Map.of(), Duration.ofSeconds(1), 0, 0, 64, null);
        CountDownLatch never = new CountDownLatch(1);
        CaLink hanging = host.calink.with("hangs", "What never comes", () -> {
            never.await();
            return 1;
        });
        Plan plan = new Plan(Map.of("a", List.of("hangs", "answer")), List.of(), List.of(), Output.DEFAULT, limits, "");

        Snapshot snapshot = assertTimeout(Duration.ofSeconds(60), () -> hanging.gather(plan, host.out));

        assertThat(snapshot.outcome().cutBy()).isEqualTo("bundle_time");
        assertThat(Contents.of(snapshot.archive()).manifest().items())
                .extracting(item -> item.name() + " " + item.status().label())
                .containsExactly("hangs timeout", "answer ok");
    }

    @Test
    void streamsTheFirstFileWholeWhileACommandStillRuns() throws Exception {
        Path flag = directory.resolve("flag");
        Plan plan = plan(
                Limits.DEFAULT,
                Output.DEFAULT,
                command("waits", "while [ ! -e '" + flag + "' ]; do sleep 0.05; done; echo done"));
        try (PipedOutputStream sink = new PipedOutputStream();
                PipedInputStream source = new PipedInputStream(sink, 1 << 20)) {
            CompletableFuture<Outcome> outcome = CompletableFuture.supplyAsync(() -> {
                try (sink) {
                    return host.calink.stream(plan, null, sink, Progress.NONE, new Stop());
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });

            Contents.Reading reading = Contents.reading(source);
            assertThat(reading.until("files/var/log/app.log")).isEqualTo("one\ntwo\n");
            assertThat(outcome).isNotDone();
            Files.createFile(flag);

            assertThat(reading.until("commands/waits.txt")).isEqualTo("done\n");
            assertThat(reading.rest()).contains("CaLink-web1-1414531750/manifest.json");
            assertThat(outcome.get(20, TimeUnit.SECONDS).cut()).isNull();
        }
    }
}
