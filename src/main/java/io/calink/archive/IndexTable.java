package io.calink.archive;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Where in an index what stands: a few bytes for each entry, which are looked through faster than anything is read. */
final class IndexTable {
    /** So many entries are passed over to reach one. */
    private static final int GROUP = 64;

    private static final int POINT = 3;

    private int[] names = new int[256];
    private int entries;
    private long[] groups = new long[16];
    private long[] points = new long[16 * POINT];
    private int pointCount;

    /** The next entry, whose record begins at that place. */
    void entry(long place, ByteBuffer name) {
        if (entries % GROUP == 0) {
            groups = grown(groups, entries / GROUP);
            groups[entries / GROUP] = place;
        }
        if (entries == names.length) {
            names = Arrays.copyOf(names, 2 * entries);
        }
        names[entries++] = hash(name);
    }

    void point(long scope, long compressed, long plain) {
        points = grown(points, POINT * pointCount + 2);
        points[POINT * pointCount] = scope;
        points[POINT * pointCount + 1] = compressed;
        points[POINT * pointCount + 2] = plain;
        pointCount++;
    }

    private static long[] grown(long[] array, int index) {
        return index < array.length ? array : Arrays.copyOf(array, 2 * array.length);
    }

    /** How many entries stand before the group of that number. */
    long groupBefore(long number) {
        return groupOf(number) * (long) GROUP;
    }

    /** Where the group of that number begins; 0 if there is no entry. */
    long placeOfGroup(long number) {
        return entries == 0 ? 0 : groups[groupOf(number)];
    }

    private int groupOf(long number) {
        return (int) (Math.max(0, Math.min(entries, number) - 1) / GROUP);
    }

    /** The numbers of those that may have this name, with a slash at its end or without one. */
    long[] named(byte[] name) {
        int wanted = hash(ByteBuffer.wrap(name));
        return IntStream.range(0, entries)
                .filter(i -> names[i] == wanted)
                .mapToLong(i -> i + 1L)
                .toArray();
    }

    private static int hash(ByteBuffer name) {
        int end = name.limit();
        if (end > 0 && name.get(end - 1) == '/') {
            end--;
        }
        return name.slice(0, end).hashCode();
    }

    /** The last point that is not behind {@code plain}, or {@code start}. */
    IndexFile.Point before(long scope, long plain, IndexFile.Point start) {
        IndexFile.Point best = start;
        for (int i = 0; i < POINT * pointCount; i += POINT) {
            if (points[i] == scope && points[i + 2] <= plain && points[i + 2] > best.plain()) {
                best = new IndexFile.Point(points[i + 1], points[i + 2]);
            }
        }
        return best;
    }
}
