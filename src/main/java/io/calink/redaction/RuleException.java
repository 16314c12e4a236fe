package io.calink.redaction;

/** A line of {@code [redaction]} that cannot be used; the message says why. */
public final class RuleException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String rule;

    RuleException(String rule, String message) {
        super(message);
        this.rule = rule;
    }

    /** {@return the name of the rule, as the settings have it, or the text of the glob} */
    public String rule() {
        return rule;
    }
}
