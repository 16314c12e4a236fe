package io.calink.info.sampling;

/** Reads numbers from the kernel's tables, one after the other, without taking the text apart. */
final class Scan {
    private final String text;
    private int at;

    Scan(String text) {
        this.text = text;
    }

    /** Whether there is more to read. */
    boolean more() {
        return at < text.length();
    }

    /** Whether the line goes on with this, which is then passed. */
    boolean passes(String start) {
        boolean passes = text.startsWith(start, at);
        if (passes) {
            at += start.length();
        }
        return passes;
    }

    /** Whether the line that is read ends with a line break: one that does not was cut short. */
    boolean whole() {
        return text.indexOf('\n', at) >= 0;
    }

    /** The next number in this line, or -1 if none follows; one of more than 18 digits is none. */
    long number() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        int begin = at;
        long number = 0;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            number = number * 10 + text.charAt(at) - '0';
            at++;
        }
        return at == begin || at - begin > 18 ? -1 : number;
    }

    /** Goes to the beginning of the next line. */
    void nextLine() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end + 1;
    }

    /** Goes behind the next occurrence of this; false, and nowhere, if there is none. */
    boolean find(String what) {
        int found = text.indexOf(what, at);
        at = found < 0 ? at : found + what.length();
        return found >= 0;
    }
}
