package io.calink.web;

import io.calink.jobs.Job;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** Answers with an archive that is whole, or with a part of it. Once the file is open, its removal does no harm. */
final class Download {
    private static final int BLOCK = 16 << 10;

    private final Job.Archive archive;
    private final FileChannel file;
    private final String tag;

    Download(Job.Archive archive, FileChannel file) {
        this.archive = archive;
        this.file = file;
        this.tag = "\"" + archive.sha256() + "\"";
    }

    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        long size = file.size();
        EntityTags tags = new EntityTags(request, tag);
        response.setHeader("ETag", tag);
        response.setHeader("Accept-Ranges", "bytes");
        if (!tags.isMatch()) {
            throw ProblemType.PRECONDITION_FAILED.says("Its ETag is " + tag + "; leave If-Match away to get it.");
        }
        if (tags.isKnown()) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        boolean head = request.getMethod().equals("HEAD");
        ByteRange range = head ? null : ByteRange.of(tags.range(), size);
        if (range != null && range.isUnsatisfiable()) {
            response.setStatus(HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE);
            response.setHeader("Content-Range", "bytes */" + size);
            response.setContentLength(0);
            response.flushBuffer();
            return;
        }
        ByteRange part = range == null ? new ByteRange(0, size - 1) : range;
        describe(response, range, size, part.length());
        if (!head) {
            copy(part, response.getOutputStream());
        }
        response.flushBuffer();
    }

    private void describe(HttpServletResponse response, @Nullable ByteRange range, long size, long length) {
        if (range != null) {
            response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
            response.setHeader("Content-Range", range.contentRange(size));
        }
        response.setContentType(archiveType());
        response.setContentLengthLong(length);
        response.setHeader("Content-Disposition", Disposition.attachment(archive.name()));
    }

    private String archiveType() {
        return Formats.named(archive.format()).mediaType();
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
