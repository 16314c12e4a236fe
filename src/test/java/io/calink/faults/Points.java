package io.calink.faults;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;

/** Where of all places a fault is tried: everywhere with {@code -Dcalink.faults=all}, else at a few. */
final class Points {
    private Points() {}

    static boolean all() {
        return "all".equals(System.getProperty("calink.faults"));
    }

    /** Of 1 to {@code last}: all, or a few that lie evenly, the first and the last among them. */
    static Collection<Long> of(long last, int few) {
        if (all() || last <= few) {
            return LongStream.rangeClosed(1, last).boxed().toList();
        }
        List<Long> points = new ArrayList<>();
        for (int i = 0; i < few; i++) {
            points.add(1 + i * (last - 1) / (few - 1));
        }
        return new TreeSet<>(points);
    }
}
