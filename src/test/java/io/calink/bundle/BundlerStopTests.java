package io.calink.bundle;

import static io.calink.bundle.SmallHost.command;
import static io.calink.bundle.SmallHost.limits;
import static io.calink.bundle.SmallHost.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.calink.CaLink;
import io.calink.Snapshot;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** How a gathering ends when somebody asks for its end. */
class BundlerStopTests {
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
    void keepsWhatItHasWithoutWaitingForAnInformationThatHangs() throws Exception {
        Stop stop = new Stop();
        CountDownLatch never = new CountDownLatch(1);
        CaLink hanging = host.calink.with("hangs", "What never comes", () -> {
            stop.request(Reason.CANCELLED, true);
            never.await();
            return 1;
        });
        Limits limits = new Limits(0, Map.of(), Duration.ofMinutes(10), Map.of(), Duration.ZERO, 0, 0, 64, null);
        Plan plan = new Plan(Map.of("a", List.of("hangs")), List.of(), List.of(), Output.DEFAULT, limits, "");

        Snapshot snapshot =
                assertTimeout(Duration.ofSeconds(60), () -> hanging.gather(plan, null, host.out, Progress.NONE, stop));

        assertThat(snapshot.outcome().cut()).isEqualTo(Reason.CANCELLED);
        assertThat(Verification.of(snapshot.archive()).findings()).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void letsGoOfTheOutputOfCommandsWhenItIsStopped() throws Exception {
        Stop stop = new Stop();
        Progress stopping = new Progress() {
            @Override
            public void item(Item.Kind kind, String name) {
                if (name.equals("echo third")) {
                    new Thread(() -> stop.request(Reason.INTERRUPTED, false)).start();
                }
            }
        };
        Plan plan = plan(
                Limits.DEFAULT,
                Output.DEFAULT,
                command("long", "sleep 1000"),
                command("large", "head -c 200000 /dev/zero"),
                command("third", "echo third"));

        assertThatThrownBy(() -> host.calink.gather(plan, null, host.out, stopping, stop))
                .isInstanceOf(StoppedException.class);

        List<String> open = new ArrayList<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                if (Files.isSymbolicLink(descriptor)) {
                    open.add(Files.readSymbolicLink(descriptor).toString());
                }
            }
        }
        assertThat(open).noneMatch(file -> file.startsWith(directory.toString()));
    }

    @Test
    void beginsNothingWhenItWasStoppedBefore() {
        Stop stop = new Stop();
        stop.request(Reason.CANCELLED, false);
        Path flag = directory.resolve("flag");

        assertThatThrownBy(() -> host.calink.gather(
                        plan(Limits.DEFAULT, Output.DEFAULT, command("c", "touch '" + flag + "'")),
                        null,
                        host.out,
                        Progress.NONE,
                        stop))
                .isInstanceOf(StoppedException.class);

        assertThat(host.out).isEmptyDirectory();
        assertThat(flag).doesNotExist();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void makesAnArchiveOfNothingWhenItWasStoppedThatWayBefore() throws Exception {
        Stop stop = new Stop();
        stop.request(Reason.CANCELLED, true);

        Snapshot snapshot = host.calink.gather(
                plan(Limits.DEFAULT, Output.DEFAULT, command("c", "echo 1")), null, host.out, Progress.NONE, stop);

        assertThat(snapshot.outcome().cut()).isEqualTo(Reason.CANCELLED);
        assertThat(Verification.of(snapshot.archive()).findings()).isEmpty();
        assertThat(Contents.of(snapshot.archive()).manifest().items())
                .filteredOn(item -> item.kind() != Item.Kind.INFO)
                .extracting(Item::status)
                .containsOnly(Status.SKIPPED)
                .hasSize(2);
    }

    @Test
    void isNotThereWhenItIsStoppedWithItsLastItem() {
        Stop stop = new Stop();
        Progress stopping = new Progress() {
            @Override
            public void done(Item item) {
                if (item.name().equals("smem")) {
                    stop.request(Reason.INTERRUPTED, false);
                }
            }
        };

        assertThatThrownBy(
                        () -> host.calink.gather(plan(Limits.DEFAULT, Output.DEFAULT), null, host.out, stopping, stop))
                .isInstanceOf(StoppedException.class);

        assertThat(host.out).isEmptyDirectory();
    }

    @Test
    void leavesNothingBehindWhenItIsStopped() throws Exception {
        Stop stop = new Stop();
        Progress stopping = new Progress() {
            @Override
            public void item(Item.Kind kind, String name) {
                if (kind == Item.Kind.COMMAND) {
                    new Thread(() -> stop.request(Reason.INTERRUPTED, false)).start();
                }
            }
        };
        Plan plan = plan(Limits.DEFAULT, Output.DEFAULT, command("long", "sleep 1000"));

        long begin = System.nanoTime();
        assertThatThrownBy(() -> host.calink.gather(plan, null, host.out, stopping, stop))
                .isInstanceOfSatisfying(
                        StoppedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INTERRUPTED));

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        assertThat(host.out).isEmptyDirectory();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void keepsWhatItHasWhenItIsStoppedThatWay() throws Exception {
        Stop stop = new Stop();
        Progress stopping = new Progress() {
            @Override
            public void item(Item.Kind kind, String name) {
                if (kind == Item.Kind.COMMAND) {
                    new Thread(() -> stop.request(Reason.CANCELLED, true)).start();
                }
            }
        };
        Plan plan = plan(
                Limits.DEFAULT,
                Output.DEFAULT,
                command("long", "echo began; sleep 1000"),
                command("second", "sleep 1000"),
                command("third", "sleep 1000"));

        Snapshot snapshot = host.calink.gather(plan, null, host.out, stopping, stop);

        assertThat(snapshot.outcome().cut()).isEqualTo(Reason.CANCELLED);
        assertThat(Verification.of(snapshot.archive()).findings()).isEmpty();
        assertThat(Contents.of(snapshot.archive()).manifest().items())
                .extracting(Item::name)
                .contains("long", "second", "third", "host");
    }
}
