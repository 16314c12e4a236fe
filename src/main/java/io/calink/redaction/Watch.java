package io.calink.redaction;

import java.io.OutputStream;
import java.util.Set;

/**
 * The second look, between redactor and compressor: it knows the values and the shapes of secrets, and shares no code with
 * the rules; safe to share.
 */
public final class Watch {
    private final Rules rules;
    private final WatchList list;

    /** Watches for the known values, and for shapes that are never anything but secrets, except for the words to keep. */
    public Watch(Rules rules, KnownValues known) {
        this.rules = rules;
        this.list = new WatchList(known.written(), Set.copyOf(rules.settings().keep()));
    }

    /**
     * A stream that passes on to another what it is given, closes the other, and holds back a little of the text until then.
     * A leak is removed, or is a {@link LeakException}; where redaction is off, there are none.
     *
     * @param counts counts leaks, by the name of what was found, with {@code leak:} before it
     */
    public OutputStream over(OutputStream sink, Settings.OnLeak onLeak, Counts counts) {
        return rules.settings().enabled()
                ? new TextStream(sink, narrow -> new WatchStream(narrow, list, onLeak, counts))
                : sink;
    }
}
