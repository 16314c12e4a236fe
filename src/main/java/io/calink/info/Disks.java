package io.calink.info;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The local partitions of a machine, read so that a mount that does not answer holds up nothing but itself. */
final class Disks implements Information {
    private static final Duration PER_MOUNT = Duration.ofSeconds(1);
    private static final Duration IN_ALL = Duration.ofSeconds(3);

    private final Machine machine;
    private final DiskUse use;
    private final Function<String, @Nullable Space> space;
    private final Map<String, CompletableFuture<@Nullable Space>> hanging = new ConcurrentHashMap<>();

    /** What became of asking for the room of a file system, and why there is none. */
    private record Room(@Nullable Space space, @Nullable String detail) {}

    Disks(Machine machine, Information traffic) {
        this(machine, traffic, Space::at);
    }

    /** The seam of the tests: where the room in a file system is asked for. */
    Disks(Machine machine, Information traffic, Function<String, @Nullable Space> space) {
        this.machine = machine;
        this.use = new DiskUse(machine, traffic);
        this.space = space;
    }

    @Override
    public Object read() throws IOException, InterruptedException, AbsentException {
        NativeSpace.ready(); // loaded here, so that it does not count as a mount that does not answer
        List<Mount> shown = shown(mounts(machine));
        Set<String> seen = machine.own() ? Set.of() : seenFromHere();
        Map<String, Double> busy = use.busy();
        Set<String> writable = writable();
        long end = System.nanoTime() + IN_ALL.toNanos();
        List<Partition> partitions = new ArrayList<>();
        for (Mount mount : shown) {
            String path = below(mount.mountpoint());
            boolean there = machine.own() || seen.contains(mount.number() + " " + path);
            Room room = there
                    ? room(path, Math.min(PER_MOUNT.toNanos(), end - System.nanoTime()))
                    : new Room(null, "It is not mounted where this program runs, so it could not be asked.");
            Space space = room.space;
            if (space == null || space.total() > 0) {
                boolean remounted = mount.readOnly() && (mount.turned() || writable.contains(mount.mountpoint()));
                partitions.add(Partition.of(mount, space, room.detail, remounted, use.of(mount, busy)));
            }
        }
        if (partitions.isEmpty()) {
            throw new AbsentException("No local partition is mounted on this machine.");
        }
        return partitions;
    }

    /** The partitions among mounts, each file system once: of several the one that df shows. */
    static List<Mount> shown(List<Mount> mounts) {
        Map<String, Mount> onTop = new LinkedHashMap<>();
        for (Mount mount : mounts) { // a later mount hides an earlier one at the same place
            onTop.remove(mount.mountpoint());
            onTop.put(mount.mountpoint(), mount);
        }
        Map<String, Mount> shown = new LinkedHashMap<>();
        for (Mount mount : onTop.values()) {
            if (mount.partition()) {
                shown.merge(mount.identity(), mount, (old, now) -> now.betterThan(old) ? now : old);
            }
        }
        return List.copyOf(shown.values());
    }

    /** The table of mounts: seen by this process, or by the first process of a machine that is looked at from outside. */
    static List<Mount> mounts(Machine machine) throws IOException {
        List<String> infos =
                machine.own() ? List.of("/proc/self/mountinfo") : List.of("/proc/1/mountinfo", "/proc/self/mountinfo");
        for (String info : infos) {
            if (machine.has(info)) {
                return machine.parse(info, Mount::parseMountinfo);
            }
        }
        for (String table : List.of("/proc/1/mounts", "/proc/self/mounts", "/proc/mounts", "/etc/mtab")) {
            if (machine.has(table)) {
                return machine.parse(table, Mount::parseMounts);
            }
        }
        throw new NoSuchFileException(
                machine.root().resolve(infos.get(0).substring(1)).toString());
    }

    /**
     * What is mounted where for this process. A machine below another root tells of mounts that may not be there to be
     * asked: its directories would answer for the disk they lie on.
     */
    private static Set<String> seenFromHere() throws IOException {
        Set<String> seen = new HashSet<>();
        Machine here = Machine.at(java.nio.file.Path.of("/"));
        if (here.has("/proc/self/mountinfo")) {
            here.parse("/proc/self/mountinfo", Mount::parseMountinfo)
                    .forEach(mount -> seen.add(mount.number() + " " + mount.mountpoint()));
        }
        return seen;
    }

    private String below(String mountpoint) {
        if (machine.own()) {
            return mountpoint;
        }
        return mountpoint.equals("/") ? machine.root().toString() : machine.root() + mountpoint;
    }

    /** Where something is to be mounted that can be written to, by {@code /etc/fstab}. */
    private Set<String> writable() {
        Set<String> writable = new HashSet<>();
        try {
            for (Mount mount : machine.parse("/etc/fstab", Mount::parseMounts)) {
                if (!mount.readOnly()) {
                    writable.add(mount.mountpoint());
                }
            }
        } catch (IOException e) {
            // a container has none
        }
        return writable;
    }

    private Room room(String path, long nanos) throws InterruptedException {
        CompletableFuture<@Nullable Space> before = hanging.get(path);
        if (before != null && !before.isDone()) {
            return new Room(null, "It has not answered since it was asked before.");
        }
        if (nanos <= 0) {
            return new Room(null, "It was not asked, because others before it did not answer in time.");
        }
        hanging.remove(path);
        CompletableFuture<@Nullable Space> answer = new CompletableFuture<>();
        Thread asking = new Thread(() -> ask(path, answer), "calink-statvfs");
        asking.setDaemon(true);
        asking.start();
        try {
            Space there = answer.get(nanos, TimeUnit.NANOSECONDS);
            return new Room(there, there == null ? "The system does not tell its size." : null);
        } catch (TimeoutException e) {
            hanging.put(path, answer);
            return new Room(null, "It did not answer in time: the disk or server behind it may be gone.");
        } catch (ExecutionException e) {
            return new Room(null, "It could not be asked for its size.");
        }
    }

    private void ask(String path, CompletableFuture<@Nullable Space> answer) {
        try {
            answer.complete(space.apply(path));
        } finally {
            answer.complete(null);
        }
    }
}
