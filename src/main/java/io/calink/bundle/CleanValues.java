package io.calink.bundle;

import io.calink.redaction.Counts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plain JSON of which every string is without secrets, keys among them. */
final class CleanValues {
    private static final String VERSION = "version";
    private static final String HOST = "host";

    private final Sieve sieve;
    private final Counts counts;

    CleanValues(Sieve sieve, Counts counts) {
        this.sieve = sieve;
        this.counts = counts;
    }

    @Nullable
    Object of(@Nullable Object value) {
        if (!sieve.isOn()) {
            return value;
        }
        if (value instanceof String text) {
            return sieve.text(text, counts);
        }
        if (value instanceof Map<?, ?> object) {
            Map<String, @Nullable Object> clean = new LinkedHashMap<>();
            object.forEach((key, member) ->
                    clean.put(sieve.text(String.valueOf(key), counts), of(String.valueOf(key), member)));
            return clean;
        }
        if (value instanceof Collection<?> elements) {
            List<@Nullable Object> clean = new ArrayList<>(elements.size());
            elements.forEach(element -> clean.add(of(element)));
            return clean;
        }
        return value;
    }

    /** Without its key a version of four numbers would be taken for an address, and a host called debian for none. */
    private @Nullable Object of(String key, @Nullable Object member) {
        if (sieve.masking() != null && member instanceof String name && key.equals(HOST)) {
            return sieve.host(name);
        }
        if (sieve.masking() == null || !(member instanceof String text) || !key.endsWith(VERSION)) {
            return of(member);
        }
        String head = VERSION + ": ";
        String clean = sieve.text(head + text, counts);
        return clean.startsWith(head) ? clean.substring(head.length()) : of(member);
    }
}
