package io.calink.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.regex.Pattern;

/** A file of the page: answered compressed to who reads that, and not at all to who has it. */
final class PageFile {
    private static final Pattern GZIP =
            Pattern.compile("(?i)(gzip|x-gzip|\\*)\\s*(;\\s*q=(1(\\.0*)?|0?\\.\\d*[1-9]\\d*))?");

    private final String type;
    private final String tag;
    private final byte[] plain;
    private final byte[] packed;

    /** {@code tag}: without quotes; {@code packed}: the same compressed with gzip. */
    PageFile(String type, String tag, byte[] plain, byte[] packed) {
        this.type = type;
        this.tag = tag;
        this.plain = plain;
        this.packed = packed;
    }

    /** {@code keep}: what {@code Cache-Control} says of it. */
    void answer(HttpServletRequest request, HttpServletResponse response, String keep) throws IOException {
        boolean gzip = readsGzip(request);
        byte[] content = gzip ? packed : plain;
        response.setHeader("Cache-Control", keep);
        response.addHeader("Vary", "Accept-Encoding");
        new Parts("\"" + tag + (gzip ? "-gzip\"" : "\""), content.length)
                .answer(
                        request,
                        response,
                        () -> {
                            response.setContentType(type);
                            if (gzip) {
                                response.setHeader("Content-Encoding", "gzip");
                            }
                        },
                        (part, out) -> out.write(content, (int) part.first(), (int) part.length()));
    }

    private static boolean readsGzip(HttpServletRequest request) {
        for (String value : Collections.list(request.getHeaders("Accept-Encoding"))) {
            for (String coding : value.split(",", -1)) {
                if (GZIP.matcher(coding.strip()).matches()) {
                    return true;
                }
            }
        }
        return false;
    }
}
