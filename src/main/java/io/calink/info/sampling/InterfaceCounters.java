package io.calink.info.sampling;

import io.calink.info.linux.Traffic.Direction;
import org.jspecify.annotations.Nullable;

/**
 * What one network interface has passed since it exists.
 *
 * @param receivedBytes bytes
 * @param sentBytes bytes
 * @param receivedPackets packets
 * @param sentPackets packets
 * @param errors packets with errors, received and sent
 * @param drops packets that were dropped, received and to be sent
 */
record InterfaceCounters(
        long receivedBytes, long sentBytes, long receivedPackets, long sentPackets, long errors, long drops) {
    /** How many numbers it has. */
    static final int WIDTH = 6;

    static InterfaceCounters of(Direction received, Direction sent) {
        return new InterfaceCounters(
                received.bytes(),
                sent.bytes(),
                received.packets(),
                sent.packets(),
                received.errors() + sent.errors(),
                received.drops() + sent.drops());
    }

    /** What was done in each second since; {@code null} if the interface was counted anew meanwhile. */
    double @Nullable [] perSecondSince(InterfaceCounters earlier, double seconds) {
        return Counted.perSecond(
                seconds,
                Counted.since(earlier.receivedBytes, receivedBytes, 1),
                Counted.since(earlier.sentBytes, sentBytes, 1),
                Counted.since(earlier.receivedPackets, receivedPackets, 1),
                Counted.since(earlier.sentPackets, sentPackets, 1),
                Counted.since(earlier.errors, errors, 1),
                Counted.since(earlier.drops, drops, 1));
    }
}
