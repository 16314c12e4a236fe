package io.calink.info.sampling;

import io.calink.info.sampling.CpuTimes.Times;
import org.jspecify.annotations.Nullable;

/** Fills the newest row of a series with what a tick tells of the whole machine. */
record Row(Series series, Tick tick) {
    /** What is so at the moment of the tick. */
    void level() {
        Memory memory = tick.memory();
        if (memory != null) {
            set(Column.MEMORY_USED, memory.percent());
            set(Column.MEMORY_AVAILABLE, (double) memory.available());
            set(Column.SWAP_USED, memory.swapTotal() == 0 ? Double.NaN : memory.swapPercent());
        }
        if (tick.load() != null) {
            set(Column.LOAD, tick.load());
        }
    }

    /** What happened since the tick before, in seconds in which the machine ran. */
    void since(Tick before, double seconds) {
        set(Column.AWAKE, seconds);
        CpuTimes cpu = tick.cpu();
        CpuTimes cpuBefore = before.cpu();
        if (cpu != null && cpuBefore != null) {
            processors(cpu.all().since(cpuBefore.all()));
            rate(Column.CONTEXT_SWITCHES, cpuBefore.contextSwitches(), cpu.contextSwitches(), seconds);
        }
        SwapTraffic swap = tick.swapTraffic();
        SwapTraffic swapBefore = before.swapTraffic();
        if (swap != null && swapBefore != null) {
            rate(Column.SWAP_IN, swapBefore.in(), swap.in(), seconds);
            rate(Column.SWAP_OUT, swapBefore.out(), swap.out(), seconds);
        }
        if (tick.stalls() != null && before.stalls() != null) {
            double[] stalls = tick.stalls().percentSince(before.stalls(), seconds);
            for (int i = 0; i < stalls.length; i++) {
                series.set(Column.STALLS.at() + i, stalls[i]);
            }
        }
    }

    private void processors(@Nullable Times passed) {
        if (passed != null) {
            set(Column.PASSED, (double) passed.sum());
            set(Column.USED, passed.percent(passed.busy()));
            set(Column.USER, passed.percent(passed.user()));
            set(Column.NICE, passed.percent(passed.nice()));
            set(Column.SYSTEM, passed.percent(passed.system()));
            set(Column.IOWAIT, passed.percent(passed.iowait()));
            set(Column.IRQ, passed.percent(passed.irq()));
            set(Column.SOFTIRQ, passed.percent(passed.softirq()));
            set(Column.STEAL, passed.percent(passed.steal()));
        }
    }

    private void rate(Column column, @Nullable Long before, @Nullable Long now, double seconds) {
        long counted = before == null || now == null ? -1 : Counted.since(before, now, 1);
        set(column, counted < 0 ? Double.NaN : counted / seconds);
    }

    private void set(Column column, double value) {
        series.set(column.at(), value);
    }
}
