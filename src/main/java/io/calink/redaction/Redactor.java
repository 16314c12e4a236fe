package io.calink.redaction;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Replaces what is secret by {@code [REDACTED:rule]}, in one pass and bounded memory; safe to share. */
public final class Redactor {
    private final Rules rules;
    private final KnownValues known;
    private final Gate<Detector> gate;
    private final @Nullable Masking masking;

    /** Redacts by rules, and the known values wherever they appear. */
    public Redactor(Rules rules, KnownValues known) {
        this(rules, known, null);
    }

    /** The same, and what is left has pseudonyms in place of names. */
    public Redactor(Rules rules, KnownValues known, @Nullable Masking masking) {
        this.rules = rules;
        this.known = known;
        this.masking = masking;
        List<Gate.Literal<Detector>> literals = new ArrayList<>(rules.literals());
        for (String value : known.written()) {
            literals.add(new Gate.Literal<>(
                    value, false, new BitSet(), (view, hit, length, memory) -> Finding.of("known", hit, hit + length)));
        }
        this.gate = new Gate<>(literals);
    }

    /** {@return the rules that this redactor goes by} */
    public Rules rules() {
        return rules;
    }

    /** {@return the values that this redactor knows} */
    public KnownValues known() {
        return known;
    }

    /**
     * A stream that passes on to another what it is given, without the secrets. What is written may be held back until
     * {@code close}, which passes on the rest and closes the other. Text stays what it is: UTF-16 stays UTF-16, JSON stays
     * JSON, bytes that are no text at all stay as they are.
     */
    public OutputStream over(OutputStream sink, Counts counts) {
        if (!rules.settings().enabled()) {
            return sink;
        }
        return new TextStream(sink, narrow -> stages(narrow, counts));
    }

    private OutputStream stages(OutputStream sink, Counts counts) {
        OutputStream names = masking == null ? sink : masking.over(sink, counts);
        OutputStream built = new RedactingStream(names, gate, (finding, value, whole) -> {
            if (whole && rules.keeps(value)) {
                return false;
            }
            counts.add(finding.rule());
            return true;
        });
        return rules.own().isEmpty() ? built : new PatternStream(built, rules, counts);
    }

    /** {@return the text without its secrets} */
    public String text(String text, Counts counts) {
        ByteArrayOutputStream redacted = new ByteArrayOutputStream(text.length() + 16);
        try (OutputStream stream = over(redacted, counts)) {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("memory can be written", e);
        }
        return redacted.toString(StandardCharsets.UTF_8);
    }
}
