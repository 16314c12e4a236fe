package io.calink.bundle;

import io.calink.redaction.Counts;
import io.calink.redaction.Masking;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Removes secrets from what is said rather than gathered: answers, log lines, messages. Safe to use from several threads. */
public final class Discretion {
    private static final Path NOWHERE = Path.of("");

    private final Sieve sieve;

    /**
     * Goes by the rules of a plan, and knows the secrets that this process was given.
     *
     * @param environment that of the process
     */
    public Discretion(Redaction redaction, Map<String, String> environment) {
        this(redaction, environment, null);
    }

    /** The same, which gives the names pseudonyms too that bundles have them for there. */
    public Discretion(Redaction redaction, Workplace workplace) {
        this(redaction, workplace.environment(), workplace.masking(redaction, null));
    }

    private Discretion(Redaction redaction, Map<String, String> environment, @Nullable Masking masking) {
        sieve = new Sieve(redaction, new Harvesting(redaction, environment).harvest(), masking, NOWHERE);
    }

    /** A text without its secrets. */
    public String text(String text) {
        return sieve.text(text);
    }

    /** Plain JSON (maps, lists, strings, numbers, booleans) without secrets in its strings. */
    public @Nullable Object value(@Nullable Object value) {
        return new CleanValues(sieve, new Counts()).of(value);
    }

    /**
     * A JSON document without secrets, which is one still.
     *
     * @throws IllegalStateException if that fails; the document must not be shown then
     */
    public byte[] json(byte[] document) {
        if (!sieve.isOn()) {
            return document;
        }
        ByteArrayOutputStream clean = new ByteArrayOutputStream(document.length);
        try (OutputStream out = sieve.over(clean, new Counts())) {
            out.write(document);
        } catch (IOException e) {
            throw new IllegalStateException("What should be shown could not be searched for secrets.", e);
        }
        return clean.toByteArray();
    }
}
