package io.calink.info.sampling;

import io.calink.info.sampling.CpuTimes.Times;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HWDiskStore;
import oshi.hardware.NetworkIF;
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
                new Tick.Moment(nanos, nanos, Instant.now()),
                cpu(),
                memory(memory, swap),
                counted ? new SwapTraffic(swap.getSwapPagesIn() * page, swap.getSwapPagesOut() * page) : null,
                disks(),
                interfaces(),
                load(),
                null);
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
        CentralProcessor processor = system.getHardware().getProcessor();
        long[][] ticks = processor.getProcessorCpuLoadTicks();
        Map<Integer, Times> cores = new TreeMap<>();
        long[] all = new long[TickType.values().length];
        for (int i = 0; i < ticks.length; i++) {
            long[] core = ticks[i];
            cores.put(i, times(core));
            Arrays.setAll(all, type -> all[type] + core[type]);
        }
        long switches = processor.getContextSwitches();
        return cores.isEmpty() ? null : new CpuTimes(times(all), cores, switches > 0 ? (Long) switches : null);
    }

    private static Times times(long[] ticks) {
        return new Times(
                ticks[TickType.USER.getIndex()],
                ticks[TickType.NICE.getIndex()],
                ticks[TickType.SYSTEM.getIndex()],
                ticks[TickType.IDLE.getIndex()],
                ticks[TickType.IOWAIT.getIndex()],
                ticks[TickType.IRQ.getIndex()],
                ticks[TickType.SOFTIRQ.getIndex()],
                ticks[TickType.STEAL.getIndex()]);
    }

    private @Nullable Double load() {
        double load = system.getHardware().getProcessor().getSystemLoadAverage(1)[0];
        return load < 0 ? null : (Double) load;
    }

    private Map<String, InterfaceCounters> interfaces() {
        Map<String, InterfaceCounters> interfaces = new TreeMap<>();
        for (NetworkIF one : system.getHardware().getNetworkIFs(true)) {
            interfaces.put(
                    one.getName(),
                    new InterfaceCounters(
                            one.getBytesRecv(),
                            one.getBytesSent(),
                            one.getPacketsRecv(),
                            one.getPacketsSent(),
                            one.getInErrors() + one.getOutErrors(),
                            one.getInDrops()));
        }
        return interfaces;
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
