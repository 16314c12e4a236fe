package io.calink.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the other end of a connection sees while an archive is still being made. */
@Timeout(60)
class StreamingTests {
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void theFirstEntryIsWholeAtTheOtherEndAfterAFlush() throws Exception {
        byte[] content = new byte[3_000_000];
        new Random(1).nextBytes(content);
        PipedInputStream received = new PipedInputStream(1 << 16);
        CountDownLatch decoded = new CountDownLatch(1);
        Future<?> writing = threads.submit(() -> {
            try (OutputStream out = new PipedOutputStream(received);
                    ArchiveWriter writer = new ArchiveWriter(out, Format.TAR_GZ)) {
                writer.add(Entry.file("first", content.length), new ByteArrayInputStream(content));
                writer.flush();
                assertThat(decoded.await(30, TimeUnit.SECONDS)).isTrue();
                writer.add(Entry.file("second", 1), new ByteArrayInputStream(new byte[1]));
                writer.finish();
            }
            return null;
        });
        await().until(() -> received.available() > 0);
        try (ArchiveReader reader = new ArchiveReader(received)) {
            assertThat(Objects.requireNonNull(reader.next()).name()).isEqualTo("first");
            assertThat(reader.content().readNBytes(content.length)).isEqualTo(content);
            decoded.countDown();
            assertThat(Objects.requireNonNull(reader.next()).name()).isEqualTo("second");
            assertThat(reader.next()).isNull();
        }
        writing.get();
    }

    @Test
    void somethingFlowsWhileAnEntryWaitsForItsContent() throws Exception {
        Sink sink = new Sink();
        SlowContent content = new SlowContent("begun, ".getBytes(UTF_8), "ended".getBytes(UTF_8));
        try (ArchiveWriter writer = new ArchiveWriter(sink, Format.TAR_GZ)) {
            Future<String> adding = threads.submit(() -> writer.add(Entry.file("slow", 12), content));
            assertThat(content.waiting.await(30, TimeUnit.SECONDS)).isTrue();
            writer.keepAlive();
            assertThat(new String(Gzip.beginning(sink.toByteArray()), UTF_8)).startsWith("slow");
            for (int i = 0; i < 3; i++) {
                int before = sink.size();
                int flushes = sink.flushes.get();
                writer.keepAlive();
                assertThat(sink.size()).isEqualTo(before + 5);
                assertThat(sink.flushes.get()).isGreaterThan(flushes);
                assertThat(sink.toByteArray()).endsWith(0, 0, 0, 0xFF, 0xFF);
            }
            assertThat(adding).isNotDone();
            content.goOn.countDown();
            adding.get();
            writer.finish();
        }
        try (ArchiveReader reader = new ArchiveReader(new ByteArrayInputStream(sink.toByteArray()))) {
            reader.next();
            assertThat(new String(reader.content().readAllBytes(), UTF_8)).isEqualTo("begun, ended");
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void bytesFlowBeforeTheFirstEntry() throws IOException {
        Sink sink = new Sink();
        try (ArchiveWriter writer = new ArchiveWriter(sink, Format.TAR_GZ)) {
            writer.keepAlive();
            assertThat(sink.size()).isGreaterThan(10);
            writer.finish();
        }
        assertThat(Gzip.onlyMember(sink.toByteArray())).hasSize(10240).containsOnly(0);
    }

    @Test
    void keepingAliveAtAnyMomentChangesNothingInTheContent() throws Exception {
        Random random = new Random(2);
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        Sink sink = new Sink();
        try (ArchiveWriter writer = new ArchiveWriter(sink, Format.TAR_GZ)) {
            Future<?> keeping = threads.submit(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    writer.keepAlive();
                    Thread.onSpinWait();
                }
                return null;
            });
            for (int i = 0; i < 300; i++) {
                byte[] content = new byte[random.nextInt(20_000)];
                random.nextBytes(content);
                java.util.Arrays.fill(content, 0, content.length / 2, (byte) i);
                plain.writeBytes(content);
                writer.add(Entry.file("f" + i, content.length), new ByteArrayInputStream(content));
            }
            writer.finish();
            keeping.cancel(true);
        }
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (ArchiveReader reader = new ArchiveReader(new ByteArrayInputStream(sink.toByteArray()))) {
            while (reader.next() != null) {
                reader.content().transferTo(read);
            }
        }
        assertThat(read.toByteArray()).isEqualTo(plain.toByteArray());
        Gzip.onlyMember(sink.toByteArray());
    }

    /** A connection that counts how often it was told to send. */
    private static final class Sink extends ByteArrayOutputStream {
        private final AtomicInteger flushes = new AtomicInteger();

        @Override
        public void flush() {
            flushes.incrementAndGet();
        }
    }

    /** Content of which the second half takes its time. */
    private static final class SlowContent extends InputStream {
        private final CountDownLatch waiting = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);
        private final InputStream first;
        private final InputStream second;

        SlowContent(byte[] first, byte[] second) {
            this.first = new ByteArrayInputStream(first);
            this.second = new ByteArrayInputStream(second);
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = first.read(target, offset, length);
            if (count > 0) {
                return count;
            }
            waiting.countDown();
            try {
                assertThat(goOn.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IOException("interrupted", e);
            }
            return second.read(target, offset, length);
        }
    }
}
