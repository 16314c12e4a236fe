package io.calink.redaction;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;

/** Looks for leaks in what passes through; the last bytes wait until it is known what follows. Used by one thread. */
final class WatchStream extends OutputStream {
    private static final int SIZE = 32 << 10;
    private static final BitSet TOKEN = Chars.set("A-Za-z0-9_./+=-");
    private static final BitSet BLOCK = Chars.set("A-Za-z0-9/+=\\ \r\n\t");

    private final OutputStream sink;
    private final WatchList list;
    private final Settings.OnLeak onLeak;
    private final Counts counts;
    private final byte[] buffer = new byte[SIZE + WatchList.SLACK];
    private int end;

    /** What lies before has been looked at and passed on, but for the last byte, which what follows is seen with. */
    private int done;

    private BitSet swallowed = new BitSet();
    private boolean swallowing;
    private boolean closed;

    WatchStream(OutputStream sink, WatchList list, Settings.OnLeak onLeak, Counts counts) {
        this.sink = sink;
        this.list = list;
        this.onLeak = onLeak;
        this.counts = counts;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        int at = offset;
        while (at < offset + count) {
            if (end == SIZE) {
                pass(end - 2 * WatchList.REACH);
                int kept = Math.max(0, done - 1);
                System.arraycopy(buffer, kept, buffer, 0, end - kept);
                end -= kept;
                done -= kept;
            }
            int part = Math.min(SIZE - end, offset + count - at);
            System.arraycopy(bytes, at, buffer, end, part);
            end += part;
            at += part;
        }
    }

    private void pass(int limit) throws IOException {
        int sent = done;
        while (done < limit) {
            if (swallowing) {
                while (done < limit && swallowed.get(buffer[done] & 0xFF)) {
                    done++;
                }
                swallowing = done == limit;
                sent = done;
                continue;
            }
            int i = list.next(buffer, done, limit);
            WatchList.Leak leak = i < limit ? list.at(buffer, i, end) : null;
            done = leak != null ? i : Math.min(i + 1, limit);
            if (leak != null) {
                sink.write(buffer, sent, i - sent);
                report(leak);
                done = leak.to();
                sent = done;
            }
        }
        sink.write(buffer, sent, done - sent);
    }

    private void report(WatchList.Leak leak) throws IOException {
        counts.add("leak:" + leak.name());
        if (onLeak == Settings.OnLeak.FAIL) {
            throw new LeakException(
                    "a secret (" + leak.name() + ") was left by the rules and found by the second look, and "
                            + "[redaction] on_leak is fail: add a rule for it, or set on_leak=redact, which removes it there");
        }
        sink.write(("[REDACTED:" + leak.name() + "]").getBytes(StandardCharsets.US_ASCII));
        swallowing = !leak.name().equals("known");
        swallowed = leak.name().equals("private-key") ? BLOCK : TOKEN;
    }

    @Override
    public void flush() throws IOException {
        sink.flush();
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            try (sink) {
                Arrays.fill(buffer, end, end + WatchList.SLACK, (byte) 0);
                pass(end);
            }
        }
    }
}
