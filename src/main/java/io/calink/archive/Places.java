package io.calink.archive;

/** A table from numbers that are spread well enough to places in a file, which are never 0; small for its content. */
final class Places {
    /** What is more is not found, which costs nothing but time. */
    private static final int MOST = 4 << 20;

    private long[] numbers = new long[64];
    private long[] places = new long[64];
    private int count;

    /** Puts in a place; of those with the same number the first one stays. */
    void put(long number, long place) {
        if (count == MOST) {
            return;
        }
        if (count * 3L >= numbers.length * 2L) {
            grow();
        }
        int slot = slot(number);
        if (places[slot] == 0) {
            numbers[slot] = number;
            places[slot] = place;
            count++;
        }
    }

    /** The place; 0 if there is none. */
    long get(long number) {
        return places[slot(number)];
    }

    private int slot(long number) {
        long mixed = number * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 32) & (numbers.length - 1);
        while (places[slot] != 0 && numbers[slot] != number) {
            slot = (slot + 1) & (numbers.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] oldNumbers = numbers;
        long[] oldPlaces = places;
        numbers = new long[oldNumbers.length * 2];
        places = new long[oldNumbers.length * 2];
        for (int i = 0; i < oldNumbers.length; i++) {
            if (oldPlaces[i] != 0) {
                int slot = slot(oldNumbers[i]);
                numbers[slot] = oldNumbers[i];
                places[slot] = oldPlaces[i];
            }
        }
    }
}
