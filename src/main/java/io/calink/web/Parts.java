package io.calink.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;

/** Answers with content that is known to the last byte, with a part of it, or with its headers alone. */
final class Parts {
    private final String tag;
    private final long size;

    /** {@code tag}: the content's strong tag with its quotes. */
    Parts(String tag, long size) {
        this.tag = tag;
        this.size = size;
    }

    /** What sends a part of the content. */
    interface Sender {
        void send(ByteRange part, OutputStream out) throws IOException;
    }

    /** {@code describe} sets the headers that tell what the content is. */
    void answer(HttpServletRequest request, HttpServletResponse response, Runnable describe, Sender sender)
            throws IOException {
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
        if (range != null) {
            response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
            response.setHeader("Content-Range", range.contentRange(size));
        }
        describe.run();
        response.setContentLengthLong(part.length());
        if (!head) {
            sender.send(part, response.getOutputStream());
        }
        response.flushBuffer();
    }
}
