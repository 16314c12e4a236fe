package io.calink.redaction;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The types that programs write between a name and what is assigned to it: {@code password: str = 'x'}. */
final class Types {
    private static final int LONGEST = 96;

    private static final Pattern ASSIGNED = Pattern.compile(
            "(String|string|str|&(mut )?('[a-z_]+ )?str|any|bytes|bytearray|\\[\\]byte|\\*string|CharSequence|SecretStr"
                    + "|boolean|bool|int|integer|number|object|text|Option<[^=]*>"
                    + "|(typing[.])?(Optional|Union|List|Dict|Sequence|Iterable|Literal|Annotated|Final|ClassVar)\\[[^=]*\\])"
                    + "[?!]?(\\[\\])?( ?\\| ?[A-Za-z.]+(\\[[^=]*\\])?)* *= *(?![ =])");

    /** What is assigned is found when the program runs: a name, a call, a part of something. */
    private static final Pattern EXPRESSION = Pattern.compile(
            "[A-Za-z_$][A-Za-z_.:$]*([^A-Za-z0-9_.:$!@#%^*+=/~-].*)?|[A-Za-z_$][A-Za-z0-9_.:$]*[(\\[<].*");

    private Types() {}

    /** {@return where a type and its sign end, or -1 if none stands at a place} */
    static int end(View view, int at) {
        Matcher assigned = ASSIGNED.matcher(line(view, at));
        return assigned.lookingAt() ? at + assigned.end() : -1;
    }

    /** {@return whether no value stands at a place, but what a program is to find one by} */
    static boolean expression(View view, int at) {
        boolean prefixed = Chars.letter(view.at(at)) && Chars.quote(view.at(at + 1));
        return !prefixed && EXPRESSION.matcher(line(view, at)).matches();
    }

    private static String line(View view, int at) {
        int end = at;
        while (end - at < LONGEST && !Chars.lineEnd(view.at(end))) {
            end++;
        }
        return view.text(at, end);
    }
}
