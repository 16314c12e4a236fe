package io.calink.web;

import java.nio.charset.StandardCharsets;
import org.springframework.web.util.UriUtils;

/** Says under which name a browser keeps an answer, in the old form and in that of RFC 8187. */
final class Disposition {
    private Disposition() {}

    static String attachment(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9._-]", "_");
        return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''"
                + UriUtils.encode(name, StandardCharsets.UTF_8);
    }
}
