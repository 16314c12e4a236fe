package io.calink.info.sampling;

import io.calink.info.sampling.CpuTimes.Times;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a core did between two ticks, in steps of half a percent, packed into one number: there may be thousands. */
enum Share {
    USED(0),
    SYSTEM(8),
    IOWAIT(16),
    STEAL(24);

    /** What stands for a core of which nothing is known. */
    static final int UNKNOWN = -1;

    private static final int STEPS = 200; // of 255 that fit, so that 100 ticks in a second are told exactly
    private final int shift;

    Share(int shift) {
        this.shift = shift;
    }

    static int of(@Nullable Times passed) {
        return passed == null
                ? UNKNOWN
                : USED.packed(passed, passed.busy())
                        | SYSTEM.packed(passed, passed.system() + passed.irq() + passed.softirq())
                        | IOWAIT.packed(passed, passed.iowait())
                        | STEAL.packed(passed, passed.steal());
    }

    private int packed(Times passed, long some) {
        return (int) Math.round(passed.percent(some) * STEPS / 100) << shift;
    }

    /** Percent of the time, NaN where it is not known. */
    double percent(int packed) {
        return packed == UNKNOWN ? Double.NaN : (packed >>> shift & 255) * 100.0 / STEPS;
    }

    /** What it is called outside. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
