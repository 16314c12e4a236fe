package io.calink.info.linux;

/**
 * What the kernel knows of its clock, for which see adjtimex(2).
 *
 * @param synchronised whether a program keeps it right
 * @param offsetSeconds how far it still has to be moved
 * @param errorSeconds how wrong it is at most
 */
record ClockState(boolean synchronised, double offsetSeconds, double errorSeconds) {
    private static final int UNSYNCHRONISED = 0x40;
    private static final int NANOSECONDS = 0x2000;

    /** The values of {@code struct timex}: the offset in microseconds, or in nanoseconds where the status says so. */
    static ClockState of(long offset, long maximumError, int status) {
        double unit = (status & NANOSECONDS) == 0 ? 1e6 : 1e9;
        return new ClockState((status & UNSYNCHRONISED) == 0, offset / unit, maximumError / 1e6);
    }
}
