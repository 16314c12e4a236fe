package io.calink.web;

import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.Adapter;
import org.apache.coyote.ErrorState;
import org.apache.coyote.InputBuffer;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;

/** One connection's requests, each of which has to be there, with its headers and its body, before its deadline. */
final class PunctualProcessor extends Http11Processor {
    /** The attribute of a request with what breaks its connection, for other threads than the one that serves it. */
    static final String BREAK = "io.calink.break";

    private static final long NONE = -1;
    private static final Duration SHORT = Duration.ofMillis(20);
    /** What a body may still take when its request has been answered, so that a client who still sends gets the answer. */
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final PunctualProtocol protocol;
    private final Adapter thenRest;
    private boolean waits;

    PunctualProcessor(PunctualProtocol protocol, Adapter adapter) {
        super(protocol, adapter);
        this.protocol = protocol;
        InputBuffer bytes = request.getInputBuffer();
        request.setInputBuffer(new Body(bytes));
        thenRest = new ThenRest(adapter, (asked, answered) -> rest(bytes, asked, answered));
    }

    @Override
    public Adapter getAdapter() {
        return thenRest;
    }

    @Override
    public SocketState service(SocketWrapperBase<?> socket) throws IOException {
        if (isBegun() && left() <= 0) {
            return SocketState.CLOSED;
        }
        // the container has one patience for reading and writing, and clients may read slowly
        socket.setWriteTimeout(protocol.patience().toMillis());
        request.setAttribute(BREAK, (Runnable) () -> breakOff(socket));
        SocketState state;
        try {
            state = super.service(socket);
        } finally {
            leave();
        }
        boolean open = state == SocketState.OPEN || state == SocketState.LONG;
        if (!open || isAsync() || !isBegun()) {
            return state;
        }
        socket.setReadTimeout(Math.max(1, left()));
        // even where nothing but empty lines came, it is not to be forgotten when they began
        return SocketState.LONG;
    }

    /** Breaks the connection of a request that is being answered, from any thread; nothing more is sent. */
    static void breakOff(ServletRequest request) {
        if (request.getAttribute(BREAK) instanceof Runnable breaking) {
            breaking.run();
        }
    }

    /** Only the channel is shut: what the container holds of the connection belongs to the thread that serves it. */
    private static void breakOff(SocketWrapperBase<?> socket) {
        try {
            if (socket.getSocket() instanceof NioChannel channel) {
                channel.getIOChannel().shutdownOutput();
            }
        } catch (IOException e) {
            return; // it is broken already
        }
    }

    /** Whether some of a request has come, but not all of its headers. */
    private boolean isBegun() {
        return request.getStartTimeNanos() != NONE;
    }

    /** How many milliseconds the request under way still has. */
    private long left() {
        Duration gone = Duration.ofNanos(System.nanoTime() - request.getStartTimeNanos());
        return protocol.deadline().minus(gone).toMillis();
    }

    /** What nobody has read of a body is read when its answer has been sent, but not for long. */
    private void rest(InputBuffer bytes, Request asked, Response answered) {
        leave();
        boolean refused = asked.hasExpectation() && answered.getStatus() >= 300;
        if (isAsync() || getErrorState().isError() || refused || isRequestBodyFullyRead()) {
            return;
        }
        if (asked.getErrorException() != null || !enter(Duration.ZERO)) {
            setErrorState(ErrorState.CLOSE_CLEAN, null);
            return;
        }
        try {
            skip(bytes);
        } catch (IOException e) {
            setErrorState(ErrorState.CLOSE_CONNECTION_NOW, e);
        } finally {
            leave();
        }
    }

    /** Takes a place among those who wait for bodies, if there is one. */
    private boolean enter(Duration atMost) {
        if (!waits) {
            try {
                waits = protocol.waiting().tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return waits;
    }

    private void leave() {
        if (waits) {
            waits = false;
            protocol.waiting().release();
        }
    }

    private void skip(InputBuffer bytes) throws IOException {
        long end = System.nanoTime()
                + Math.min(FAREWELL.toNanos(), protocol.deadline().toNanos());
        Skipped skipped = new Skipped();
        long size = 0;
        for (int read = 0; read >= 0; read = bytes.doRead(skipped)) {
            size += read;
            long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (millis <= 0 || size > protocol.getMaxSwallowSize()) {
                throw new SocketTimeoutException("The rest of the body did not come");
            }
            socketWrapper.setReadTimeout(millis);
        }
    }

    /** The body of a request, which is read until its request's deadline. */
    private final class Body implements InputBuffer {
        private final InputBuffer bytes;

        Body(InputBuffer bytes) {
            this.bytes = bytes;
        }

        @Override
        public int doRead(ApplicationBufferHandler handler) throws IOException {
            if (isRequestBodyFullyRead()) {
                leave();
                return bytes.doRead(handler);
            }
            long millis = left();
            if (millis <= 0) {
                throw new SocketTimeoutException("The request has taken too long to arrive");
            }
            if (!enter(SHORT)) {
                throw new CrowdedException();
            }
            socketWrapper.setReadTimeout(millis);
            int read = bytes.doRead(handler);
            if (read < 0) {
                leave();
            }
            return read;
        }

        @Override
        public int available() {
            return bytes.available();
        }
    }
}
