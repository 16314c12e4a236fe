package io.calink.info.sampling;

import io.calink.info.Machine;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How much of a core the sampler takes, as benchmarks/sampler runs it: the target is 0.1 %. */
final class SamplerShare {
    private static final double TARGET = 0.1;
    private static final int USUAL_SECONDS = 600;

    private SamplerShare() {}

    public static void main(String[] arguments) throws Exception {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : USUAL_SECONDS;
        Duration second = Duration.ofSeconds(1);
        Machine machine = Machine.at(Path.of("/"));
        try (Sampler sampler = Sampler.steady(machine, second, Duration.ofMinutes(1), Duration.ofHours(1))) {
            long begin = System.nanoTime();
            long end = begin + TimeUnit.SECONDS.toNanos(seconds);
            while (System.nanoTime() < end) {
                LockSupport.parkNanos(end - System.nanoTime());
            }
            long used = cpuTime();
            double share = 100.0 * used / (System.nanoTime() - begin);
            int ticks = sampler.tell(Duration.ofHours(1), Window::samples) + 1;
            System.out.printf(
                    Locale.ROOT,
                    "sampler: %.4f %% of a core over %d s, target %.1f %%: %s%n%d ticks, %.0f us each, on Java %s%n",
                    share,
                    seconds,
                    TARGET,
                    share <= TARGET ? "met" : "MISSED",
                    ticks,
                    used / 1e3 / ticks,
                    Runtime.version());
            System.exit(share <= TARGET ? 0 : 1);
        }
    }

    private static long cpuTime() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (long id : threads.getAllThreadIds()) {
            if (threads.getThreadInfo(id).getThreadName().equals("calink-sampler")) {
                return threads.getThreadCpuTime(id);
            }
        }
        throw new IllegalStateException("There is no thread of the sampler.");
    }
}
