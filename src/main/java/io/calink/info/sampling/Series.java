package io.calink.info.sampling;

import java.util.Arrays;

/** The newest rows of a table of numbers, each row known by its number; old ones make room for new ones. */
final class Series {
    private static final int FIRST_ROWS = 64;

    private final int unknown;
    private int width;
    private int most;
    private int rows;
    private int[] cells;
    private long first = -1;
    private long next;

    /**
     * An empty table, which grows as it is filled.
     *
     * @param width how many numbers a row has
     * @param most how many rows are kept
     * @param unknown what stands for a number that is not known
     */
    Series(int width, int most, int unknown) {
        this.width = width;
        this.most = most;
        this.unknown = unknown;
        this.rows = Math.min(most, FIRST_ROWS);
        this.cells = new int[rows * width];
    }

    /** A table of floating point numbers, NaN where they are not known. */
    static Series ofFloats(int width, int most) {
        return new Series(width, most, Float.floatToRawIntBits(Float.NaN));
    }

    /** Begins a row, all unknown; so are those that were left out before it. */
    void begin(long row) {
        if (first < 0) {
            first = row;
            next = row;
        }
        while (next <= row) {
            if (next - first >= rows && rows < most) {
                resize(width, Math.min(most, 2 * rows));
            }
            int at = at(next, 0);
            Arrays.fill(cells, at, at + width, unknown);
            next++;
        }
    }

    /** Sets a number of the row that was begun last. */
    void set(int column, int cell) {
        cells[at(next - 1, column)] = cell;
    }

    /** The same, of a table of floating point numbers. */
    void set(int column, double value) {
        set(column, Float.floatToRawIntBits((float) value));
    }

    /** A number, unknown where the row is not kept or was never begun. */
    int cell(long row, int column) {
        return row < oldest() || row >= next ? unknown : cells[at(row, column)];
    }

    /** The same, of a table of floating point numbers. */
    double value(long row, int column) {
        return Float.intBitsToFloat(cell(row, column));
    }

    /** The oldest row that is kept. */
    long oldest() {
        return Math.max(first, next - rows);
    }

    /** The newest row, -1 if there is none. */
    long newest() {
        return first < 0 ? -1 : next - 1;
    }

    /** Keeps at most so many rows from now on. */
    void keep(int rowsAtMost) {
        most = rowsAtMost;
        if (rows > most) {
            resize(width, most);
        }
    }

    /** Makes each row as wide as this, at least as wide as it is. */
    void widen(int columns) {
        resize(columns, rows);
    }

    /** How many bytes it takes. */
    int bytes() {
        return cells.length * Integer.BYTES;
    }

    private int at(long row, int column) {
        return (int) (row % rows) * width + column;
    }

    private void resize(int newWidth, int newRows) {
        int[] old = cells;
        int oldWidth = width;
        int oldRows = rows;
        long from = first < 0 ? next : Math.max(oldest(), next - newRows);
        width = newWidth;
        rows = newRows;
        cells = new int[newRows * newWidth];
        Arrays.fill(cells, unknown);
        for (long row = from; row < next; row++) {
            System.arraycopy(old, (int) (row % oldRows) * oldWidth, cells, at(row, 0), Math.min(oldWidth, newWidth));
        }
    }
}
