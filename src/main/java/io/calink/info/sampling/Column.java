package io.calink.info.sampling;

/** The numbers of a row that are of the whole machine, in their order. */
enum Column {
    /** Seconds that the machine ran since the tick before. */
    AWAKE(0),
    /** Clock ticks of all processors since the tick before. */
    PASSED(1),
    USED(2),
    USER(3),
    NICE(4),
    SYSTEM(5),
    IOWAIT(6),
    IRQ(7),
    SOFTIRQ(8),
    STEAL(9),
    MEMORY_USED(10),
    MEMORY_AVAILABLE(11),
    SWAP_USED(12),
    SWAP_IN(13),
    SWAP_OUT(14),
    LOAD(15),
    CONTEXT_SWITCHES(16),
    /** The first of five, for which see {@link Stalls}. */
    STALLS(17),
    /** The first of five, for which see {@link DiskCounters}. */
    DISKS(STALLS, Stalls.WIDTH),
    /** The first of six, for which see {@link InterfaceCounters}. */
    INTERFACES(DISKS, DiskCounters.WIDTH);

    /** How many numbers a row has. */
    static final int WIDTH = INTERFACES.at + InterfaceCounters.WIDTH;

    private final int at;

    Column(int at) {
        this.at = at;
    }

    Column(Column before, int width) {
        this.at = before.at + width;
    }

    int at() {
        return at;
    }
}
