package io.calink.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** What every open directory has to know: who is collecting, what is mounted where, and how long to wait. */
final class Surroundings {
    private final Mounts mounts = Mounts.ofThisMachine();
    private final Duration limit;
    private final Patience patience;
    private final Set<Path> silent = ConcurrentHashMap.newKeySet();
    private final int user = effectiveUser();

    Surroundings() {
        this(Duration.ofSeconds(5));
    }

    /**
     * @param limit how long one step on something that may not answer can take
     */
    Surroundings(Duration limit) {
        this.limit = limit;
        this.patience = new Patience(limit);
    }

    int user() {
        return user;
    }

    Mounts mounts() {
        return mounts;
    }

    boolean remote(Path location) {
        return mounts.anyRemote() && mounts.remote(RawNames.of(location));
    }

    /** Does it within the time for one step; a place that did not answer once is not asked again. */
    <T> T patiently(Path location, Patience.Work<T> work) throws IOException {
        if (silent.contains(location)) {
            throw new Patience.TimedOut(limit, new AtomicBoolean(true));
        }
        try {
            return patience.within(work);
        } catch (Patience.TimedOut e) {
            silent.add(location);
            throw e;
        }
    }

    /** The same on this machine's own disks, where nothing but a pipe makes one wait, which somebody can be let out of. */
    <T extends Closeable> T guarded(Path location, Patience.Work<T> work, Consumer<Patience.TimedOut> release)
            throws IOException {
        if (silent.contains(location)) {
            throw new Patience.TimedOut(limit, new AtomicBoolean(true));
        }
        try {
            return patience.guarded(work, release);
        } catch (Patience.TimedOut e) {
            silent.add(location);
            throw e;
        }
    }

    /** Does it within the time for one step. */
    <T> T within(Patience.Work<T> work) throws IOException {
        return patience.within(work);
    }

    void aside(Runnable work) {
        patience.aside(work);
    }

    private static int effectiveUser() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("Uid:")) {
                    return Integer.parseUnsignedInt(line.split("\\s+", -1)[2]);
                }
            }
        } catch (IOException e) {
            // not Linux
        }
        return 0;
    }
}
