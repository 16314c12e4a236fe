package io.calink.redaction;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Writes UTF-16 from units in the manner of UTF-8, and reads it into them; unpaired surrogates and an odd last byte too. */
final class Wide extends OutputStream {
    private final OutputStream sink;
    private final Order order;
    private final byte[] out = new byte[8 << 10];
    private int filled;
    private int unit;
    private int missing;
    private int odd = -1;

    /** Which byte of a unit comes first. */
    enum Order {
        LITTLE,
        BIG
    }

    Wide(OutputStream sink, Order order) {
        this.sink = sink;
        this.order = order;
    }

    /** {@return the order of UTF-16 that begins so, or null if it is no UTF-16} */
    static @Nullable Order order(byte[] head, int count) {
        if (count < 2) {
            return null;
        }
        int first = head[0] & 0xFF;
        int second = head[1] & 0xFF;
        boolean wider = count >= 4 && head[2] == 0 && head[3] == 0;
        if (first == 0xFF && second == 0xFE && !wider) {
            return Order.LITTLE;
        }
        if (first == 0xFE && second == 0xFF) {
            return Order.BIG;
        }
        int even = 0;
        int uneven = 0;
        for (int i = 0; i < count; i++) {
            boolean zero = head[i] == 0;
            even += zero && i % 2 == 0 ? 1 : 0;
            uneven += zero && i % 2 == 1 ? 1 : 0;
        }
        int half = count / 2;
        if (count >= 16 && even == 0 && uneven == half) {
            return Order.LITTLE;
        }
        return count >= 16 && uneven == 0 && even == half ? Order.BIG : null;
    }

    /** {@return a stream that takes UTF-16 and gives its units to another} */
    OutputStream reading(OutputStream narrow) {
        return new Reading(narrow);
    }

    @Override
    public void write(int b) throws IOException {
        int c = b & 0xFF;
        if (missing > 0) {
            unit = (unit << 6) | (c & 0x3F);
            missing--;
            if (missing == 0) {
                put(unit);
            }
        } else if (c < 0x80) {
            put(c);
        } else {
            missing = c >= 0xE0 ? 2 : 1;
            unit = c & (c >= 0xE0 ? 0x0F : 0x1F);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        for (int i = offset; i < offset + count; i++) {
            write(bytes[i]);
        }
    }

    private void put(int value) throws IOException {
        if (filled + 2 > out.length) {
            drain();
        }
        out[filled++] = (byte) (order == Order.LITTLE ? value : value >> 8);
        out[filled++] = (byte) (order == Order.LITTLE ? value >> 8 : value);
    }

    private void drain() throws IOException {
        sink.write(out, 0, filled);
        filled = 0;
    }

    @Override
    public void flush() throws IOException {
        drain();
        sink.flush();
    }

    @Override
    public void close() throws IOException {
        try (sink) {
            drain();
            if (odd >= 0) {
                sink.write(odd);
            }
        }
    }

    /** Takes UTF-16. */
    private final class Reading extends OutputStream {
        private final OutputStream narrow;
        private final byte[] units = new byte[8 << 10];
        private int first = -1;

        Reading(OutputStream narrow) {
            this.narrow = narrow;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            int used = 0;
            for (int i = offset; i < offset + count; i++) {
                int c = bytes[i] & 0xFF;
                if (first < 0) {
                    first = c;
                    continue;
                }
                used = encode(order == Order.LITTLE ? first | (c << 8) : (first << 8) | c, used);
                first = -1;
                if (used > units.length - 3) {
                    narrow.write(units, 0, used);
                    used = 0;
                }
            }
            narrow.write(units, 0, used);
        }

        private int encode(int value, int used) {
            int at = used;
            if (value < 0x80) {
                units[at++] = (byte) value;
            } else if (value < 0x800) {
                units[at++] = (byte) (0xC0 | (value >> 6));
                units[at++] = (byte) (0x80 | (value & 0x3F));
            } else {
                units[at++] = (byte) (0xE0 | (value >> 12));
                units[at++] = (byte) (0x80 | ((value >> 6) & 0x3F));
                units[at++] = (byte) (0x80 | (value & 0x3F));
            }
            return at;
        }

        @Override
        public void flush() throws IOException {
            narrow.flush();
        }

        @Override
        public void close() throws IOException {
            odd = first;
            narrow.close();
        }
    }
}
