package io.calink.bundle;

import io.calink.redaction.Counts;
import io.calink.redaction.Harvest;
import io.calink.redaction.Masking;
import io.calink.redaction.NeverTaken;
import io.calink.redaction.Redactor;
import io.calink.redaction.Rules;
import io.calink.redaction.Settings;
import io.calink.redaction.Watch;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What everything passes that is put into an archive: first the redactor, then the second look. Where the redactor
 * fails, nothing gets through. Safe to use from several threads.
 */
final class Sieve {
    private static final String LOST = "[REDACTED:error]";

    private final Rules rules;
    private final boolean on;
    private final @Nullable Masking masking;
    private final Path spool;
    private final Counts names = new Counts();
    private final Map<String, String> paths = new HashMap<>();
    private volatile Redactor redactor;
    private volatile Watch watch;
    private volatile long treatment;

    /** Begins with the secrets that are known so far. */
    Sieve(Redaction redaction, Harvest harvest, @Nullable Masking masking, Path spool) {
        this.rules = redaction.rules();
        this.on = redaction.isOn();
        this.masking = masking;
        this.spool = spool;
        this.redactor = new Redactor(rules, harvest.values(), masking);
        this.watch = new Watch(rules, harvest.values());
        this.treatment = treatment(harvest);
    }

    private long treatment(Harvest harvest) {
        String conditions = rules.id() + (masking == null ? "" : masking.identity());
        String digest = harvest.values().digest(conditions.getBytes(StandardCharsets.UTF_8));
        return on ? Long.parseUnsignedLong(digest, 0, 16, 16) : 0; // too short to try values on
    }

    /** Removes from now on what has been collected by now. */
    void learn(Harvest harvest) {
        redactor = new Redactor(rules, harvest.values(), masking);
        watch = new Watch(rules, harvest.values());
        treatment = treatment(harvest);
    }

    boolean isOn() {
        return on;
    }

    /** {@return how often something was removed from names, reasons and other short texts} */
    Counts ofNames() {
        return names;
    }

    /** What is removed now, as a number: the rules, and the values that are known; 0 if nothing is. */
    long treatment() {
        return treatment;
    }

    /** {@return a digest of the rules} */
    String rules() {
        return rules.id();
    }

    /** What names are replaced by; {@code null} if they stay. */
    @Nullable
    Masking masking() {
        return masking;
    }

    /** What the user or the group of a file is called, given its number. */
    String owner(String name, long id) {
        return masking == null ? name : masking.owner(name, id);
    }

    /** Whether the configuration wants this path, whatever rule would keep it out. */
    boolean allows(String path) {
        return rules.allows(path);
    }

    /** The rule that keeps a file out, by the path that it was found under or the place where it really lies. */
    @Nullable
    String neverTaken(String path, String place) {
        if (!on || rules.allows(path)) {
            return null;
        }
        String rule = NeverTaken.rule(path);
        return rule == null ? NeverTaken.rule(place) : rule;
    }

    /** A short text without its secrets. */
    String text(String text) {
        return on ? text(text, names) : text;
    }

    /** The same, counted elsewhere. */
    String text(String text, Counts counts) {
        try {
            return redactor.text(text, counts);
        } catch (RuntimeException | StackOverflowError e) {
            return LOST;
        }
    }

    /** What this machine is called, if that can be told. */
    @Nullable
    String host(@Nullable String name) {
        return name == null || masking == null ? textOrNull(name) : text(masking.host(name));
    }

    /** The same where there is one. */
    @Nullable
    String textOrNull(@Nullable String text) {
        return text == null ? null : text(text);
    }

    /**
     * A path without its secrets, each of its components for itself. Paths that differ stay different; what JSON cannot
     * hold stays where nothing is removed.
     */
    String path(String path) {
        if (!on) {
            return path;
        }
        StringBuilder clean = new StringBuilder();
        for (String component : path.split("(?<=/)", -1)) {
            String shown = EntryNames.shown(component);
            String redacted = text(shown);
            clean.append(redacted.equals(shown) ? component : redacted);
        }
        String whole = text(EntryNames.shown(clean.toString()));
        boolean same = whole.equals(EntryNames.shown(clean.toString()))
                && clean.toString().equals(path);
        return same ? path : apart(whole, path);
    }

    private synchronized String apart(String redacted, String path) {
        String slash = redacted.endsWith("/") ? "/" : "";
        String stem = redacted.substring(0, redacted.length() - slash.length());
        String name = redacted;
        for (int i = 2; !paths.computeIfAbsent(name, first -> path).equals(path); i++) {
            name = stem + "-" + i + slash;
        }
        return name;
    }

    /** An item without the secrets in its name and its reason. */
    Item item(Item item) {
        if (!on) {
            return item;
        }
        String name = item.kind() == Item.Kind.FILE ? path(item.name()) : text(item.name());
        return item.told(name, textOrNull(item.detail()));
    }

    /** Passes on what it is given without the secrets, and closes nothing but itself. */
    OutputStream over(OutputStream sink, Counts counts) {
        return redactor.over(watched(sink, counts), counts);
    }

    /**
     * The same for something of which the beginning is missing. What comes before is looked at and not passed on, so that
     * a secret that the cut goes through is removed as a whole.
     */
    OutputStream over(OutputStream sink, Counts counts, byte[] before) throws IOException {
        if (before.length == 0) {
            return over(sink, counts);
        }
        ByteArrayOutputStream alone = new ByteArrayOutputStream();
        try (OutputStream out = redactor.over(alone, new Counts())) {
            out.write(before);
        }
        OutputStream out = redactor.over(new Withheld(watched(sink, counts), alone.toByteArray()), counts);
        out.write(before);
        return out;
    }

    private OutputStream watched(OutputStream sink, Counts counts) {
        Settings.OnLeak onLeak = rules.settings().onLeak();
        return watch.over(new Open(sink), onLeak, counts);
    }

    /** Room to put something aside. */
    Spool spool() {
        return new Spool(spool);
    }

    /** Only the second look, for what was put together of texts that have been redacted. */
    Spool watched(InputStream text, Counts counts) throws IOException {
        Spool clean = new Spool(spool);
        try (text) {
            if (!on) {
                text.transferTo(clean);
                return clean;
            }
            try (OutputStream out = watched((OutputStream) clean, counts)) {
                text.transferTo(out);
            }
            return clean;
        } catch (IOException | RuntimeException | Error e) {
            clean.close();
            throw e;
        }
    }

    /**
     * A text without its secrets, put aside.
     *
     * @param endless whether its end was cut off: what is left of the last line may be a part of a secret
     * @throws RedactionFailedException if the redactor has failed; nothing is put aside then
     */
    Spool clean(InputStream text, boolean endless, Counts counts) throws IOException {
        Spool clean = new Spool(spool);
        try {
            if (on) {
                copy(text, over(endless ? new WholeLines(clean) : clean, counts));
            } else {
                text.transferTo(clean);
            }
            return clean;
        } catch (RuntimeException | StackOverflowError e) {
            clean.close();
            throw new RedactionFailedException(e);
        } catch (IOException e) {
            clean.close();
            throw e;
        }
    }

    private static void copy(InputStream text, OutputStream over) throws IOException {
        try (over) {
            text.transferTo(over);
        }
    }

    /** A stream that stays open when those above it are closed. */
    private static final class Open extends FilterOutputStream {
        Open(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
