package io.calink.web;

import java.nio.charset.StandardCharsets;
import org.springframework.web.util.UriUtils;

/** Says under which name a browser keeps an answer, in the old form and in that of RFC 8187. */
final class Disposition {
    private Disposition() {}

    static String attachment(String name) {
        return as("attachment", name);
    }

    /** The same for what a browser may show. */
    static String inline(String name) {
        return as("inline", name);
    }

    private static String as(String how, String name) {
        String plain = name.replaceAll("[^A-Za-z0-9._-]", "_");
        return how + "; filename=\"" + plain + "\"; filename*=UTF-8''" + UriUtils.encode(name, StandardCharsets.UTF_8);
    }
}
