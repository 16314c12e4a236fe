package io.calink.jobs;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which requests were marked, and what became of them: each mark has one bundle at most, for a day. */
final class Marks {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final MarkFiles files;
    private final SteadyClock clock;
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition change = lock.newCondition();
    private final Map<String, KeptMark> kept;
    private final Map<String, Boolean> undecided = new HashMap<>(); // and whether that lasts

    /**
     * Finds what earlier processes have kept.
     *
     * @param exists knows the bundles of which there is a record
     * @param most how many marks may be kept
     */
    Marks(MarkFiles files, Predicate<String> exists, SteadyClock clock, int most) throws IOException {
        this.files = files;
        this.clock = clock;
        this.most = most;
        this.kept = new HashMap<>(files.load(exists));
    }

    /**
     * The claim to a mark. Who comes while another's request with the same mark is looked at waits until that is
     * decided, unless it may last.
     *
     * @param lasts whether this request may wait for its turn before it is decided
     */
    Claim claim(Mark mark, boolean lasts) throws KeyRefusedException, InterruptedException {
        String hash = mark.hash();
        lock.lockInterruptibly();
        try {
            awaitDecision(hash);
            Instant now = clock.now();
            removeOld(now);
            KeptMark before = kept.get(hash);
            if (before != null) {
                requireSame(mark, before);
                return new Claim(this, hash, before);
            }
            requireRoom(now);
            undecided.put(hash, lasts);
            return new Claim(this, hash, new KeptMark(null, now, mark.fingerprints()));
        } finally {
            lock.unlock();
        }
    }

    private void awaitDecision(String hash) throws KeyRefusedException, InterruptedException {
        long left = PATIENCE.toNanos();
        @Nullable Boolean lasts = undecided.get(hash);
        while (lasts != null) {
            if (lasts || left <= 0) {
                throw new KeyRefusedException(
                        KeyRefusedException.Why.UNDECIDED,
                        "A request with this Idempotency-Key waits for its turn already: send this one again later.",
                        SOON);
            }
            left = change.awaitNanos(left);
            lasts = undecided.get(hash);
        }
    }

    private void removeOld(Instant now) {
        kept.replaceAll((hash, mark) -> mark.notAfter(now));
        kept.entrySet().removeIf(mark -> {
            boolean over = mark.getValue().isOver(now);
            if (over) {
                files.remove(mark.getKey());
            }
            return over;
        });
    }

    private static void requireSame(Mark mark, KeptMark before) throws KeyRefusedException {
        List<String> differences = mark.differences(before.parts());
        if (!differences.isEmpty()) {
            throw new KeyRefusedException(
                    KeyRefusedException.Why.REUSED,
                    "A request with this Idempotency-Key was accepted already, and this one differs from it in: "
                            + String.join(", ", differences)
                            + ". Send it as it was before, or under another key.",
                    Duration.ZERO);
        }
    }

    private void requireRoom(Instant now) throws KeyRefusedException {
        if (kept.size() + undecided.size() >= most) {
            Instant end = kept.values().stream()
                    .map(KeptMark::end)
                    .min(Instant::compareTo)
                    .orElse(now);
            throw new KeyRefusedException(
                    KeyRefusedException.Why.FULL,
                    "As many Idempotency-Keys are remembered as may be, which is " + most + ", each for "
                            + KeptMark.KEPT.toHours() + " h: send the request without one, or later.",
                    Duration.between(now, end));
        }
    }

    void reserve(String hash, KeptMark mark) throws IOException {
        files.reserve(hash, mark);
    }

    void keep(String hash, KeptMark mark) {
        files.keep(hash);
        decide(hash, mark);
    }

    void release(String hash) {
        files.free(hash);
        decide(hash, null);
    }

    private void decide(String hash, @Nullable KeptMark mark) {
        lock.lock();
        try {
            if (mark != null) {
                kept.put(hash, mark);
            }
            undecided.remove(hash);
            change.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
