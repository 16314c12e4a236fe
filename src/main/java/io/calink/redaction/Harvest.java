package io.calink.redaction;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Collects the values of secret keys before the first entry is written; bounded, and safe to use from several threads. */
public final class Harvest {
    /** How many values are remembered; what comes later is removed in its own place only. */
    public static final int MOST = 4096;

    private static final int SHORTEST = 8;
    private static final int LONGEST = 512;

    /** Words joined by signs: names of options, units, hosts and files; and numbers, dates and addresses. */
    private static final Pattern NAME =
            Pattern.compile("-.*|.*[/\\\\].*\\.[a-z]{1,5}|[A-Za-z]+([-_.:@][A-Za-z]+)*[-_.:@]?"
                    + "|.+\\.(service|socket|timer|target|mount|slice|scope|conf|log|local|localdomain|com|org|net|io|de)"
                    + "|[0-9.,:/_ TZ+-]+|([a-z0-9-]+\\.)+[a-z]{2,}(:[0-9]+)?|[a-z]+[-_.][a-z]+[0-9]{0,3}");

    private final Rules rules;
    private final Gate<Detector> gate;
    private final Set<String> values = new LinkedHashSet<>();
    private final Set<String> excepted = new LinkedHashSet<>();

    /** Collects under the given rules. */
    public Harvest(Rules rules) {
        this.rules = rules;
        this.gate = new Gate<>(rules.literals());
    }

    /** Words that are no secrets, whatever key they stand under: names of users, hosts, units. */
    public synchronized void except(Collection<String> words) {
        words.forEach(word -> excepted.add(bytes(word)));
    }

    /** Collects from keys and values that are apart already: an environment, system properties. */
    public void add(Map<String, String> properties) {
        properties.forEach((key, value) -> {
            KeyKind kind = KeyNames.kind(key);
            if (kind != null && Values.secret(value, kind, Values.Place.ASSIGNED)) {
                remember(bytes(value));
            } else {
                scan(value);
            }
        });
    }

    /** Collects from a text: a file below {@code /etc}, the configuration, a command line. */
    public void scan(String text) {
        try {
            scan(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new IllegalStateException("memory can be read", e);
        }
    }

    /**
     * Collects from a text and leaves it open.
     *
     * @throws IOException if it cannot be read
     */
    public void scan(InputStream text) throws IOException {
        RedactingStream.Listener listener = (finding, value, whole) -> {
            if (finding.keyed() && whole) {
                remember(value.strip());
            }
            return true;
        };
        try (OutputStream stream =
                new TextStream(OutputStream.nullOutputStream(), sink -> new RedactingStream(sink, gate, listener))) {
            text.transferTo(stream);
        }
    }

    /** {@return what has been collected so far} */
    public synchronized KnownValues values() {
        Set<String> known = new LinkedHashSet<>(values);
        known.removeAll(excepted);
        return new KnownValues(known);
    }

    private synchronized void remember(String value) {
        if (values.size() < MOST && worth(value) && !rules.keeps(value)) {
            values.add(value);
        }
    }

    /** {@return whether a value can be nothing but a secret, wherever it appears} */
    static boolean worth(String value) {
        return value.length() >= SHORTEST
                && value.length() <= LONGEST
                && Values.classes(value) >= 2
                && value.indexOf(' ') < 0
                && !NAME.matcher(value).matches();
    }

    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
