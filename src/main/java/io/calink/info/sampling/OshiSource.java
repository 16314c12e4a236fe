package io.calink.info.sampling;

import io.calink.info.sampling.CpuTimes.Times;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HWDiskStore;
import oshi.hardware.VirtualMemory;

/** Counts through OSHI, on systems that have no {@code /proc}. */
final class OshiSource implements Source {
    private final SystemInfo system = new SystemInfo();

    @Override
    public Tick tick() {
        long nanos = System.nanoTime();
        GlobalMemory memory = system.getHardware().getMemory();
        VirtualMemory swap = memory.getVirtualMemory();
        long page = memory.getPageSize();
        boolean counted = swap.getSwapTotal() > 0 && page > 0;
        return new Tick(
                nanos,
                cpu(),
                memory(memory, swap),
                counted ? new SwapTraffic(swap.getSwapPagesIn() * page, swap.getSwapPagesOut() * page) : null,
                disks());
    }

    @Override
    public Processor processor() {
        CentralProcessor processor = system.getHardware().getProcessor();
        String name = processor.getProcessorIdentifier().getName();
        int physical = processor.getPhysicalProcessorCount();
        boolean named = !name.isBlank() && !name.equals("unknown");
        return new Processor(named ? name.strip() : null, physical > 0 ? (Integer) physical : null);
    }

    private @Nullable CpuTimes cpu() {
        long[][] ticks = system.getHardware().getProcessor().getProcessorCpuLoadTicks();
        Map<Integer, Times> cores = new TreeMap<>();
        long idle = 0;
        long busy = 0;
        for (int i = 0; i < ticks.length; i++) {
            Times times = times(ticks[i]);
            cores.put(i, times);
            idle += times.idle();
            busy += times.busy();
        }
        return cores.isEmpty() ? null : new CpuTimes(new Times(idle, busy), cores);
    }

    private static Times times(long[] ticks) {
        long idle = ticks[TickType.IDLE.getIndex()] + ticks[TickType.IOWAIT.getIndex()];
        long all = 0;
        for (long time : ticks) {
            all += time;
        }
        return new Times(idle, all - idle);
    }

    private static @Nullable Memory memory(GlobalMemory memory, VirtualMemory swap) {
        long total = memory.getTotal();
        long available = memory.getAvailable();
        long swapTotal = Math.max(0, swap.getSwapTotal());
        return total <= 0 || available <= 0 || available > total
                ? null
                : new Memory(
                        total,
                        available,
                        null,
                        null,
                        null,
                        swapTotal,
                        Math.min(Math.max(0, swapTotal - swap.getSwapUsed()), swapTotal));
    }

    private Map<String, DiskCounters> disks() {
        List<HWDiskStore> stores = system.getHardware().getDiskStores();
        Map<String, DiskCounters> disks = new TreeMap<>();
        for (HWDiskStore store : stores) {
            disks.put(
                    store.getName(),
                    new DiskCounters(
                            store.getReads(),
                            store.getReadBytes(),
                            store.getWrites(),
                            store.getWriteBytes(),
                            store.getTransferTime()));
        }
        return disks;
    }
}
