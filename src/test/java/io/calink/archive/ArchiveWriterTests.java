package io.calink.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class ArchiveWriterTests {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void tellsTheSha256OfTheContent() throws IOException {
        try (ArchiveWriter writer = new ArchiveWriter(out, Format.TAR_GZ)) {
            assertThat(writer.add(Entry.file("abc", 3), stream("abc")))
                    .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
            assertThat(writer.add(Entry.directory("empty")))
                    .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
            writer.finish();
        }
    }

    @Test
    void isOneGzipMemberWithoutATime() throws IOException {
        try (ArchiveWriter writer = new ArchiveWriter(out, Format.TAR_GZ)) {
            writer.add(Entry.file("abc", 3), stream("abc"));
            writer.flush();
            writer.keepAlive();
            writer.finish();
            assertThat(writer.bytesWritten()).isEqualTo(out.size());
        }
        assertThat(out.toByteArray()).startsWith(0x1F, 0x8B, 8, 0, 0, 0, 0, 0);
        byte[] plain = Gzip.onlyMember(out.toByteArray());
        assertThat(plain.length % 10240).isZero();
        CRC32 crc = new CRC32();
        crc.update(plain);
        assertThat(crc.getValue()).isNotZero();
    }

    @Test
    void fillsUpContentThatEndsEarlyAndGoesOn() throws IOException {
        try (ArchiveWriter writer = new ArchiveWriter(out, Format.TAR_GZ)) {
            assertThatExceptionOfType(ContentException.class)
                    .isThrownBy(() -> writer.add(Entry.file("short", 600), stream("abc")))
                    .withMessage("The content of 'short' ends after 3 of the 600 bytes that were announced.");
            writer.add(Entry.file("next", 4), stream("next"));
            writer.finish();
        }
        assertThat(names()).containsExactly("short:600", "next:4");
    }

    @Test
    void cutsContentThatGrewAndGoesOn() throws IOException {
        try (ArchiveWriter writer = new ArchiveWriter(out, Format.TAR_GZ)) {
            assertThatExceptionOfType(ContentException.class)
                    .isThrownBy(() -> writer.add(Entry.file("long\n", 2), stream("abc")))
                    .withMessage("The content of 'long\\u000a' goes on after the 2 bytes that were announced.");
            assertThatExceptionOfType(ContentException.class)
                    .isThrownBy(() -> writer.add(Entry.file("was-empty", 0), stream("abc")));
            writer.add(Entry.file("next", 4), stream("next"));
            writer.finish();
        }
        assertThat(names()).containsExactly("long\n:2", "was-empty:0", "next:4");
    }

    @Test
    void saysWhyContentCouldNotBeRead() throws IOException {
        InputStream failing = new BadDisk();
        try (ArchiveWriter writer = new ArchiveWriter(out, Format.TAR_GZ)) {
            assertThatExceptionOfType(ContentException.class)
                    .isThrownBy(() -> writer.add(Entry.file("bad", 9), failing))
                    .withMessage("The content of 'bad' could not be read after 0 bytes: Input/output error.");
            writer.finish();
        }
        assertThat(names()).containsExactly("bad:9");
    }

    @Test
    void isCutOffWhenClosedBeforeItIsFinished() throws IOException {
        try (ArchiveWriter writer = new ArchiveWriter(out, Format.TAR_GZ)) {
            writer.add(Entry.file("abc", 3), stream("abc"));
            writer.flush();
        }
        assertThatIOException().isThrownBy(this::names).withMessageContaining("cut off");
    }

    @Test
    void takesNothingMoreOnceItIsFinishedOrClosed() throws IOException {
        ArchiveWriter writer = new ArchiveWriter(out, Format.TAR_GZ);
        writer.finish();
        int size = out.size();
        assertThatNoException().isThrownBy(writer::finish);
        assertThatNoException().isThrownBy(writer::keepAlive);
        assertThatIOException()
                .isThrownBy(() -> writer.add(Entry.directory("late")))
                .withMessage("The archive is finished; nothing can be added to it.");
        writer.close();
        assertThatNoException().isThrownBy(writer::close);
        assertThatNoException().isThrownBy(writer::keepAlive);
        assertThat(out.size()).isEqualTo(size);
        assertThat(names()).isEmpty();
    }

    @Test
    void neverEndsWellAfterAWriteThatFailed() {
        OutputStream full = new OutputStream() {
            private int writes;

            @Override
            public void write(int b) throws IOException {
                throw new IOException("not used");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (++writes == 2) {
                    throw new IOException("No space left on device");
                }
                out.write(bytes, offset, length);
            }
        };
        try (ArchiveWriter writer = new ArchiveWriter(full, Format.TAR_GZ)) {
            assertThatIOException()
                    .isThrownBy(() -> {
                        writer.add(Entry.file("abc", 3), stream("abc"));
                        writer.flush();
                    })
                    .withMessage("No space left on device");
            assertThatIOException()
                    .isThrownBy(writer::finish)
                    .withMessage("The archive cannot go on: an earlier part of it was not written.");
            assertThatIOException()
                    .isThrownBy(() -> writer.add(Entry.directory("more")))
                    .withMessage("The archive cannot go on: an earlier part of it was not written.");
            assertThatIOException().isThrownBy(writer::keepAlive);
        }
        assertThatIOException().isThrownBy(this::names);
    }

    @Test
    void stopsWhenItsThreadIsInterrupted() {
        try (ArchiveWriter writer = new ArchiveWriter(out, Format.TAR_GZ)) {
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(InterruptedIOException.class)
                    .isThrownBy(() -> writer.add(Entry.file("abc", 3), stream("abc")));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private List<String> names() throws IOException {
        List<String> names = new java.util.ArrayList<>();
        try (ArchiveReader reader = new ArchiveReader(new ByteArrayInputStream(out.toByteArray()))) {
            for (Entry e = reader.next(); e != null; e = reader.next()) {
                names.add(Objects.requireNonNull(e).name() + ":"
                        + reader.content().readAllBytes().length);
            }
        }
        return names;
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }
}
