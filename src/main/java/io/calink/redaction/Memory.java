package io.calink.redaction;

import org.jspecify.annotations.Nullable;

/** The program that was named last on a command line, so that its options can be told from those of others. */
final class Memory {
    private static final int FAR = 400;

    private @Nullable Program program;
    private int place;

    void saw(Program named, int at) {
        this.program = named;
        this.place = at;
    }

    /** {@return the program whose options stand at this place, or null; in the same line and not far away} */
    @Nullable
    Program at(View view, int at) {
        if (program == null || at - place > FAR || place > at) {
            return null;
        }
        for (int i = Math.max(place, view.from()); i < at; i++) {
            if (Chars.lineEnd(view.at(i))) {
                program = null;
                return null;
            }
        }
        // from here on this place counts: so a long line is looked at once, and not once for each option
        place = at;
        return program;
    }

    /** Takes part in the move of the text to the beginning of its buffer. */
    void moved(int by) {
        place -= by;
    }
}
