package io.calink.info.sampling;

import io.calink.info.AbsentException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one disk did over a window, or all together.
 *
 * @param busyPercent how much of the time it had a request to work on; of all, that of the busiest
 */
record Traffic(
        Spread readBytesPerSecond,
        Spread writeBytesPerSecond,
        Spread readsPerSecond,
        Spread writesPerSecond,
        Spread busyPercent) {
    /** All disks of a machine: the information {@code iostat}. */
    record Disks(Traffic total, Map<String, Traffic> devices, double windowSeconds, int samples) {}

    /**
     * What a window tells of the disks.
     *
     * @throws AbsentException if there are none, or they are not counted
     */
    static Disks over(Window window) throws AbsentException {
        Map<String, DiskCounters> now = window.last().disks();
        if (now == null) {
            throw new AbsentException(
                    "This machine does not count the traffic of its disks in a way that could be read.");
        }
        Both traffic = window.traffic();
        if (traffic.disks.isEmpty()) {
            throw new AbsentException("This machine has no disk whose traffic is counted.");
        }
        Map<String, Traffic> devices = new LinkedHashMap<>();
        traffic.disks.forEach((name, builder) -> devices.put(name, builder.build()));
        return new Disks(traffic.all.build(), devices, window.seconds(), window.samples());
    }

    /** The traffic of all disks together, and of each. */
    record Both(Builder all, Map<String, Builder> disks) {}

    /** Gathers what was done in each span of time. */
    static final class Builder {
        private final Spread.Builder readBytes = new Spread.Builder();
        private final Spread.Builder writeBytes = new Spread.Builder();
        private final Spread.Builder reads = new Spread.Builder();
        private final Spread.Builder writes = new Spread.Builder();
        private final Spread.Builder busy = new Spread.Builder();

        void add(DiskCounters done, double seconds) {
            readBytes.add(done.readBytes() / seconds, seconds);
            writeBytes.add(done.writeBytes() / seconds, seconds);
            reads.add(done.reads() / seconds, seconds);
            writes.add(done.writes() / seconds, seconds);
            busy.add(Math.min(100, done.busyMillis() / seconds / 10), seconds);
        }

        void noCurrent() {
            readBytes.noCurrent();
            writeBytes.noCurrent();
            reads.noCurrent();
            writes.noCurrent();
            busy.noCurrent();
        }

        Traffic build() {
            return new Traffic(readBytes.build(), writeBytes.build(), reads.build(), writes.build(), busy.build());
        }
    }
}
