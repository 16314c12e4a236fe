package io.calink.web;

import io.calink.encryption.Encrypted;
import io.calink.jobs.Job;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Base64;
import java.util.HexFormat;

/** Answers with an archive that is whole, or with a part of it. Once the file is open, its removal does no harm. */
final class Download {
    private static final int BLOCK = 16 << 10;

    private final Job.Archive archive;
    private final FileChannel file;
    private final LongAnswers places;
    private final String tag;

    /** {@code places}: those of long answers, of which it takes one while it sends. */
    Download(Job.Archive archive, FileChannel file, LongAnswers places) {
        this.archive = archive;
        this.file = file;
        this.places = places;
        this.tag = "\"" + archive.sha256() + "\"";
    }

    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        new Parts(tag, file.size()).answer(request, response, () -> describe(response), this::send);
    }

    private void send(ByteRange part, OutputStream out) throws IOException {
        places.enter();
        try {
            copy(part, out);
        } finally {
            places.leave();
        }
    }

    private void describe(HttpServletResponse response) {
        response.setContentType(archiveType());
        response.setHeader("Repr-Digest", digest());
        response.setHeader("Content-Disposition", Disposition.attachment(archive.name()));
    }

    /** As RFC 9530 has it, of the whole archive, whatever part of it is sent. */
    private String digest() {
        byte[] sha256 = HexFormat.of().parseHex(archive.sha256());
        return "sha-256=:" + Base64.getEncoder().encodeToString(sha256) + ":";
    }

    private String archiveType() {
        return archive.encryption() == null ? Formats.named(archive.format()).mediaType() : Encrypted.MEDIA_TYPE;
    }

    private void copy(ByteRange part, OutputStream out) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        long position = part.first();
        while (position <= part.last()) {
            block.clear().limit((int) Math.min(BLOCK, part.last() - position + 1));
            int read = file.read(block, position);
            if (read < 0) {
                throw new IOException("The archive " + archive.name() + " is shorter than it was");
            }
            out.write(block.array(), 0, read);
            position += read;
        }
    }
}
