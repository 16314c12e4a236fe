package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.calink.jobs.Storage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StorageProbeTests {
    private static final Storage.State WELL = new Storage.State(Path.of("/data"), null, null);

    @Test
    void aDiskThatHangsHoldsNobodyForLongAndIsAskedOnce() {
        CountDownLatch hanging = new CountDownLatch(1);
        AtomicInteger looks = new AtomicInteger();
        try (StorageProbe probe = new StorageProbe(() -> look(looks, hanging), Duration.ofMillis(300))) {
            long begun = System.nanoTime();
            for (int i = 0; i < 100; i++) {
                assertThat(probe.state()).isNull();
            }
            // the first waits, the others know already
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
            assertThat(looks).hasValue(1);
            hanging.countDown();
            await().until(() -> WELL.equals(probe.state()));
        } finally {
            hanging.countDown();
        }
    }

    @Test
    void oneLookServesThoseWhoAskAtTheSameTimeAndIsNotOld() {
        CountDownLatch open = new CountDownLatch(0);
        AtomicInteger looks = new AtomicInteger();
        try (StorageProbe probe = new StorageProbe(() -> look(looks, open), Duration.ofSeconds(20))) {
            await().until(() -> {
                assertThat(probe.state()).isEqualTo(WELL);
                return looks.get() == 2;
            });
        }
    }

    private static Storage.State look(AtomicInteger looks, CountDownLatch open) {
        looks.incrementAndGet();
        try {
            open.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return WELL;
    }
}
