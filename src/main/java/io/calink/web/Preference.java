package io.calink.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client would like best, by its Prefer headers as RFC 7240 reads them: of two with one name the first counts, and
 * what is unknown or malformed is as if it were not there.
 *
 * @param patience how long to wait for a result, not longer than may be; {@code null} if nothing is said
 * @param respondAsync whether not to wait longer than that
 */
record Preference(@Nullable Duration patience, boolean respondAsync) {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
    private static final String WORD = "(" + TOKEN + "|\"(?:[^\"\\\\]|\\\\.)*+\")";
    private static final Pattern ONE = Pattern.compile("\\G[ \\t,]*+(" + TOKEN + ")(?:[ \\t]*+=[ \\t]*+" + WORD
            + "?)?+((?:[ \\t]*+;[ \\t]*+(?:" + TOKEN + "(?:[ \\t]*+=[ \\t]*+" + WORD + "?)?+)?+)*+)[ \\t]*+(?=,|$)");

    static Preference of(HttpServletRequest request) {
        return of(Collections.list(request.getHeaders("Prefer")));
    }

    static Preference of(List<String> headers) {
        Map<String, String> preferences = new HashMap<>();
        for (String header : headers) {
            Matcher one = ONE.matcher(header);
            while (one.find()) {
                String value = one.group(2) == null ? "" : unquoted(one.group(2));
                preferences.putIfAbsent(one.group(1).toLowerCase(Locale.ROOT), value);
            }
        }
        return new Preference(
                seconds(preferences.getOrDefault("wait", "")),
                preferences.getOrDefault("respond-async", "no").isEmpty());
    }

    private static String unquoted(String word) {
        return word.startsWith("\"") ? word.substring(1, word.length() - 1).replaceAll("\\\\(.)", "$1") : word;
    }

    private static @Nullable Duration seconds(String value) {
        if (!value.matches("[0-9]+")) {
            return null;
        }
        String digits = value.replaceFirst("^0+(?=.)", "");
        Duration wait = digits.length() > 4 ? LONGEST : Duration.ofSeconds(Integer.parseInt(digits));
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
