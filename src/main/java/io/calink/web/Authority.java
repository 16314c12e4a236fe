package io.calink.web;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host and, where it is given, a port, as they stand in a Host header or in a URL.
 *
 * @param host in lower case, without the brackets of an IPv6 address and without a final dot
 * @param port {@code -1} where none is given
 */
record Authority(String host, int port) {
    private static final Pattern FORM =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.]{2,45})]|([A-Za-z0-9._-]{1,253}))(?::([0-9]{0,5}))?");

    /** Reads one; {@code null} if it is none. */
    static @Nullable Authority parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        String six = matcher.group(1);
        String host = (six == null ? matcher.group(2) : six).toLowerCase(Locale.ROOT);
        String port = matcher.group(3);
        return new Authority(
                host.length() > 1 && host.endsWith(".") ? host.substring(0, host.length() - 1) : host,
                port == null || port.isEmpty() ? -1 : Integer.parseInt(port));
    }

    /** The port, or the one that holds where none is given. */
    int port(int usual) {
        return port < 0 ? usual : port;
    }
}
