package io.calink.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.calink.info.Reading.Absent;
import io.calink.info.Reading.Cause;
import io.calink.info.Reading.Failure;
import io.calink.info.Reading.Value;
import io.calink.info.sampling.Sampler;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InformationsTests {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private static Path nothing;

    private final Sampler sampler =
            Sampler.steady(Machine.at(nothing), Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1));
    private final Informations standard = Informations.standard(Machine.at(nothing), sampler);

    @AfterEach
    void close() {
        standard.close();
        sampler.close();
    }

    @Test
    void holdsThoseOfTheContractInItsOrderThenTheOthers() {
        assertThat(standard.descriptions().keySet())
                .containsExactly(
                        "uptime",
                        "loadavg",
                        "disk",
                        "ps",
                        "cpu",
                        "vmem",
                        "smem",
                        "iostat",
                        "host",
                        "os",
                        "version",
                        "net",
                        "netio",
                        "sockets",
                        "mounts",
                        "fd",
                        "limits",
                        "pressure",
                        "load",
                        "cgroup",
                        "time",
                        "users",
                        "sensors",
                        "hardware",
                        "packages",
                        "jvms",
                        "services",
                        "dmesg",
                        "certs");
        assertThat(standard.descriptions().values()).noneMatch(String::isBlank);
        assertThat(standard.sampled()).containsExactly("cpu", "vmem", "smem", "iostat", "netio", "load");
    }

    /** F48: the child stops this very program for a while, in which nothing can be read. */
    @Test
    void aStopOfTheWholeProgramIsNoTimeout() {
        Informations more = standard.with(
                "stop",
                "Stops this program",
                () -> new ProcessBuilder("sh", "-c", "kill -STOP $PPID; sleep 4; kill -CONT $PPID")
                        .start()
                        .waitFor());
        assertThat(more.read("stop", Duration.ofSeconds(3)))
                .isInstanceOfSatisfying(Value.class, v -> assertThat(v.value()).isEqualTo(0));
    }

    @Test
    void takesOneMoreAndLeavesTheOldCatalogueAsItWas() {
        Informations more = standard.with("raid", "State of the software RAID", () -> List.of("md0"));
        assertThat(more.read("raid", LONG))
                .isInstanceOfSatisfying(Value.class, v -> assertThat(v.value()).isEqualTo(List.of("md0")));
        assertThat(more.descriptions())
                .containsEntry("raid", "State of the software RAID")
                .hasSize(standard.descriptions().size() + 1);
        assertThat(standard.descriptions()).doesNotContainKey("raid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a,b", "a/b", "1a", "-a", "é", "uptime"})
    void refusesANameThatIsTakenOrNone(String name) {
        assertThatThrownBy(() -> standard.with(name, "A sentence", () -> 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + name + "\"");
    }

    @Test
    void refusesABlankDescription() {
        assertThatThrownBy(() -> standard.with("raid", " ", () -> 1)).hasMessageContaining("description");
    }

    @Test
    void namesTheKnownOnesWhenAskedForAnUnknownOne() {
        assertThatThrownBy(() -> standard.read("hots", LONG))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"hots\"")
                .hasMessageContaining("host");
        assertThatThrownBy(() -> standard.read("host", Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysThatNothingCanBeToldOfAnEmptyTree() {
        for (String name : standard.descriptions().keySet()) {
            Reading reading = standard.read(name, LONG);
            if (standard.sampled().contains(name)) {
                assertThat(reading)
                        .isInstanceOfSatisfying(
                                Failure.class, f -> assertThat(f.cause()).isEqualTo(Cause.NOT_YET));
            } else {
                assertThat(reading)
                        .as(name)
                        .isInstanceOfSatisfying(
                                Absent.class, a -> assertThat(a.reason()).endsWith("."));
            }
        }
    }

    @Test
    void tellsWhatBecameOfEachWayToFail() {
        assertThat(reading(() -> null)).isEqualTo("absent: This machine has none.");
        assertThat(reading(() -> {
                    throw new AbsentException("there is no RAID here");
                }))
                .isEqualTo("absent: there is no RAID here.");
        assertThat(reading(() -> {
                    throw new NoSuchFileException("/proc/mdstat");
                }))
                .isEqualTo("absent: /proc/mdstat does not exist.");
        assertThat(reading(() -> {
                    throw new FileNotFoundException("/proc/mdstat (No such file or directory)");
                }))
                .isEqualTo("absent: /proc/mdstat does not exist.");
        assertThat(reading(() -> {
                    throw new AccessDeniedException("/etc/shadow");
                }))
                .isEqualTo("DENIED: /etc/shadow may not be read by this user: run as root to see it.");
        assertThat(reading(() -> {
                    throw new IOException("The disk is on fire");
                }))
                .isEqualTo("FAILED: The disk is on fire.");
        assertThat(reading(() -> {
                    throw new NullPointerException("Cannot invoke \"java.lang.String.length()\"");
                }))
                .isEqualTo("FAILED: The reading has a fault.");
        assertThat(reading(() -> {
                    throw new StackOverflowError();
                }))
                .isEqualTo("FAILED: The reading has a fault.");
        assertThat(reading(() -> Double.NaN)).isEqualTo("FAILED: JSON has no NaN, which its value has.");
    }

    private record Part(@Nullable String longName, Instant at, Object numbers) {}

    private enum Colour {
        RED
    }

    @Test
    void turnsRecordsIntoPlainJson() {
        Informations more = standard.with("part", "A part", () -> new Part(null, Instant.EPOCH, new double[] {1, 2}));
        Value value = (Value) more.read("part", LONG);
        assertThat(value.value()).hasToString("{long_name=null, at=1970-01-01T00:00:00Z, numbers=[1.0, 2.0]}");
        assertThat(value.value()).isInstanceOf(Map.class);
    }

    @Test
    void takesOnlyWhatJsonHasAFormFor() {
        PlainJson json = new PlainJson();
        assertThat(json.plain(Map.of(Colour.RED, "half a pair: \ud83d")))
                .isEqualTo(Map.of("RED", "half a pair: \ufffd"));
        assertThat(json.plain("whole: 😀")).isEqualTo("whole: 😀");
        assertThatThrownBy(() -> json.plain(Map.of("a", List.of(new Object()))))
                .hasMessage("Its value is not plain JSON at a[].");
        assertThatThrownBy(() -> json.plain(new AtomicInteger())).hasMessageContaining("not plain JSON");
        List<Object> circle = new ArrayList<>();
        circle.add(circle);
        assertThatThrownBy(() -> json.plain(circle)).hasMessageContaining("nested");
    }

    @Test
    void givesUpAtTheDeadlineAndDoesNotStartAHangingOneAgain() {
        CountDownLatch over = new CountDownLatch(1);
        AtomicInteger started = new AtomicInteger();
        Informations more = standard.with("stuck", "Hangs", () -> {
            started.incrementAndGet();
            while (over.getCount() > 0) { // as a system call does, it takes no notice of interrupts
                Thread.onSpinWait();
            }
            return "free";
        });
        assertThat(more.read("stuck", Duration.ofMillis(50))).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.cause()).isEqualTo(Cause.TIMEOUT);
            assertThat(failure.reason()).isEqualTo("It did not come within 50 ms.");
            assertThat(failure.millis()).isBetween(49L, 20_000L);
        });
        assertThat(more.read("stuck", LONG)).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.cause()).isEqualTo(Cause.TIMEOUT);
            assertThat(failure.reason()).contains("still hangs");
        });
        assertThat(started).hasValue(1);
        over.countDown();
        await().until(() -> more.read("stuck", LONG) instanceof Value);
    }

    @Test
    void interruptsOneThatNobodyWaitsForAnyMore() {
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Informations more = standard.with("slow", "Slow", () -> {
            try {
                return new CountDownLatch(1).await(1, java.util.concurrent.TimeUnit.HOURS);
            } catch (InterruptedException e) {
                interrupted.complete(true);
                throw e;
            }
        });
        assertThat(more.read("slow", Duration.ofMillis(20))).isInstanceOf(Failure.class);
        assertThat(interrupted
                        .orTimeout(30, java.util.concurrent.TimeUnit.SECONDS)
                        .join())
                .isTrue();
    }

    @Test
    void sharesOneReadingAmongThoseWhoAskAtTheSameTime() {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger started = new AtomicInteger();
        Informations more = standard.with("shared", "Shared", () -> {
            int number = started.incrementAndGet();
            go.await();
            return number;
        });
        List<CompletableFuture<Reading>> readers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            readers.add(reader(more));
        }
        await().until(() -> started.get() == 1);
        assertThat(more.read("shared", Duration.ofMillis(20))).isInstanceOf(Failure.class); // leaves the others alone
        go.countDown();
        assertThat(readers).allSatisfy(reader -> assertThat(reader.join()).isInstanceOf(Value.class));
        assertThat(more.read("shared", LONG)).isInstanceOf(Value.class);
    }

    private static CompletableFuture<Reading> reader(Informations informations) {
        CompletableFuture<Reading> reading = new CompletableFuture<>();
        Thread thread = new Thread(() -> reading.complete(informations.read("shared", LONG)));
        thread.start();
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING || !thread.isAlive());
        return reading;
    }

    @Test
    void saysSoWhenItIsAskedAfterItsEnd() {
        standard.close();
        assertThat(standard.read("host", LONG)).isInstanceOf(Failure.class);
    }

    private String reading(Information information) {
        Reading reading = standard.with("probe", "A probe", information).read("probe", LONG);
        if (reading instanceof Absent absent) {
            return "absent: " + absent.reason();
        }
        return reading instanceof Failure failure ? failure.cause() + ": " + failure.reason() : reading.toString();
    }
}
