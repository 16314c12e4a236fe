package io.calink.info;

/** Says that this machine does not have what was asked for; the message is the reason, in one sentence. */
public final class AbsentException extends Exception {
    private static final long serialVersionUID = 1;

    /** Takes the reason, one sentence for people to read. */
    public AbsentException(String reason) {
        super(reason);
    }
}
