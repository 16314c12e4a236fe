package io.calink.web;

import io.calink.archive.Listed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Answers with the content of a file in an archive: a log may hold anything, so a browser shows it and no more. */
final class EntryContent {
    private static final String NO_MORE =
            "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'; " + "form-action 'none'";
    private static final int BLOCK = 16 << 10;

    private final Look look;
    private final Listed entry;

    EntryContent(Look look, Listed entry) {
        this.look = look;
        this.entry = entry;
    }

    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String tag = "\"" + look.record().sha256() + "-" + entry.number() + "\"";
        new Parts(tag, entry.size()).answer(request, response, () -> describe(response), this::send);
    }

    private void describe(HttpServletResponse response) {
        String name = EntryView.fileName(entry);
        response.setHeader("Content-Security-Policy", NO_MORE);
        response.setHeader(
                "Content-Disposition", entry.text() ? Disposition.inline(name) : Disposition.attachment(name));
        response.setContentType(entry.text() ? "text/plain;charset=utf-8" : "application/octet-stream");
    }

    private void send(ByteRange part, OutputStream out) throws IOException {
        byte[] block = new byte[BLOCK];
        long size = part.length();
        try (InputStream content = look.ask(() -> look.archive().content(entry, part.first()))) {
            // what is wrong with the first bytes can still be told
            int count = look.ask(() -> read(content, block, size));
            for (long sent = 0; count > 0; count = read(content, block, size - sent)) {
                out.write(block, 0, count);
                sent += count;
            }
        }
    }

    private static int read(InputStream content, byte[] block, long left) throws IOException {
        int count = left == 0 ? 0 : content.read(block, 0, (int) Math.min(left, BLOCK));
        if (count < 0) {
            throw new EOFException("The archive is damaged: an entry in it is cut off.");
        }
        return count;
    }
}
