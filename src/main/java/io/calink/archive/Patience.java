package io.calink.archive;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** How long an archive may be read by who waits for it. */
public final class Patience {
    private final long start = System.nanoTime();
    private final Duration most;
    private final String why;
    private final byte[] passed = new byte[64 << 10];

    /**
     * So much patience.
     *
     * @param why it takes long, as a part of a sentence
     */
    public Patience(Duration most, String why) {
        this.most = most;
        this.why = why;
    }

    /**
     * To be called while it is read.
     *
     * @throws TookTooLongException if the time is over
     */
    public void check() throws TookTooLongException {
        if (System.nanoTime() - start > most.toNanos()) {
            throw new TookTooLongException("The archive was read for " + most.toSeconds()
                    + " s without reaching what was asked for, since " + why + ".");
        }
    }

    /**
     * Passes over so many bytes of a stream, or all there are.
     *
     * @throws TookTooLongException if the time is over before
     */
    public void skip(InputStream in, long count) throws IOException {
        check();
        for (long left = count; left > 0; ) {
            int length = in.read(passed, 0, (int) Math.min(left, passed.length));
            if (length < 0) {
                return;
            }
            left -= length;
            check();
        }
    }
}
