package io.calink.web;

import io.calink.jobs.Job;
import io.calink.jobs.Jobs;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Cuts off clients who do not read the archive that is streamed to them, once its bundle was asked to end: the container
 * lets no interrupt end its waiting for them. Who reads, however slowly, gets what is left.
 */
final class StalledClients {
    private final Map<String, Client> clients = new ConcurrentHashMap<>();
    private final Duration patience;
    private final Executor soon;

    /** {@code patience}: how long a client may take nothing. */
    StalledClients(Jobs jobs, Duration patience) {
        this.patience = patience;
        soon = CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS);
        jobs.watch(this::changed);
    }

    private void changed(Job job) {
        Client client = clients.get(job.id());
        if (client != null && job.state() == Job.State.CANCELLING) {
            soon.execute(() -> look(client));
        }
    }

    private void look(Client client) {
        if (!client.isOver() && !client.cutIfStalled(patience)) {
            soon.execute(() -> look(client));
        }
    }

    /** The calling thread begins to stream a bundle to the client of this request, through what this returns. */
    OutputStream begin(String id, HttpServletRequest request, OutputStream out) {
        Client client = new Client(Thread.currentThread(), request);
        clients.put(id, client);
        return new ToClient(out, client);
    }

    /** It has ended that; if it had not begun this does nothing. */
    void end(@Nullable String id) {
        Client client = id == null ? null : clients.remove(id);
        if (client != null) {
            client.leave();
        }
    }

    /** One client, and since when the thread that serves it has been waiting for it to read. */
    private static final class Client {
        private final Thread thread;
        private final HttpServletRequest request;
        private boolean left;
        private boolean waits;
        private long since;

        Client(Thread thread, HttpServletRequest request) {
            this.thread = thread;
            this.request = request;
        }

        synchronized void waits(boolean begun) {
            waits = begun;
            since = System.nanoTime();
        }

        /** The interrupt has the container look at the connection again. */
        synchronized boolean cutIfStalled(Duration patience) {
            boolean stalled = !left && waits && System.nanoTime() - since >= patience.toNanos();
            if (stalled) {
                breakOff();
                thread.interrupt();
            }
            return stalled;
        }

        void breakOff() {
            PunctualProcessor.breakOff(request);
        }

        synchronized boolean isOver() {
            return left;
        }

        synchronized void leave() {
            left = true;
        }
    }

    /** Breaks the connection when a write fails: the container would otherwise send again what it still holds. */
    private static final class ToClient extends OutputStream {
        /** What a slow client can still take in the time that it has. */
        private static final int PIECE = 8 << 10;

        private final OutputStream out;
        private final Client client;

        ToClient(OutputStream out, Client client) {
            this.out = out;
            this.client = client;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int sent = 0; sent < length; sent += PIECE) {
                int from = offset + sent;
                int count = Math.min(PIECE, length - sent);
                send(() -> out.write(bytes, from, count));
            }
        }

        @Override
        public void flush() throws IOException {
            send(out::flush);
        }

        private void send(Sending sending) throws IOException {
            client.waits(true);
            try {
                sending.run();
            } catch (IOException e) {
                client.breakOff();
                throw e;
            } finally {
                client.waits(false);
            }
        }
    }

    private interface Sending {
        void run() throws IOException;
    }
}
