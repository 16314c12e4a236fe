package io.calink.redaction;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values that stand within something which belongs to a language: a constructor, a block, a command of a shell. */
final class Wrapped {
    private static final int LONGEST = 240;

    /** What is written around a text, and says nothing of it. */
    private static final Pattern AROUND = Pattern.compile(
            "(Some|SecretStr|SecretBytes|SecretString|Secret|String::from"
                    + "|Optional|Just|str|bytes|TEXT|QString|QStringLiteral|pulumi\\.secret)\\((?=[bru]?[\"'])|string\\([0-9]+\\) (?=\")");

    /** An object of JSON or HCL with the value of its name among other, plain members. */
    private static final Pattern MEMBER = Pattern.compile(
            "\\{(\\s*\\\\*\"?(sensitive|type|secret|description|name)\\\\*\"?\\s*[:=]\\s*[^,{}\\n]{1,64},?)*"
                    + "\\s*\\\\*\"?value\\\\*\"?\\s*[:=]\\s*(?=\\\\*\")");

    private static final Pattern VARIABLE = Pattern.compile(
            "([A-Za-z0-9_-]{1,64})\"\\s*\\{(\\s*(?!default)[a-z]+\\s*=[^\\n{}]{1,120}\\n)*\\s*default\\s*=\\s*(?=\")");

    private static final Pattern STRING = Pattern.compile("(-String\\s+)?(?=[\"'])", Pattern.CASE_INSENSITIVE);

    private Wrapped() {}

    /** {@return where the text begins of which a constructor makes a value, or -1} */
    static int made(View view, int at) {
        int i = at;
        while (i - at < 20 && (Chars.letter(view.at(i)) || view.at(i) == ':' || view.at(i) == '.')) {
            i++;
        }
        return i > at && view.at(i) == '(' ? end(AROUND, view, at) : -1;
    }

    /** {@return where the value begins of a key whose value is an object with a member called {@code value}, or -1} */
    static int member(View view, int at) {
        return view.at(at) == '{' ? end(MEMBER, view, at) : -1;
    }

    /** {@code variable "db_password" { default = "SECRET" }} of Terraform. */
    static @Nullable Finding variable(View view, int hit, int length, Memory memory) {
        Matcher block = VARIABLE.matcher(view.text(hit + length, hit + length + 2 * LONGEST));
        KeyKind kind = block.lookingAt() ? KeyNames.kind(block.group(1)) : null;
        return kind == null ? null : text(view, kind, hit + length + block.end());
    }

    /** {@code ConvertTo-SecureString "SECRET" -AsPlainText} of PowerShell. */
    static @Nullable Finding secured(View view, int hit, int length, Memory memory) {
        int at = end(STRING, view, view.skipBlanks(hit + length));
        return at < 0 ? null : text(view, KeyKind.PASSWORD, at);
    }

    static @Nullable Finding text(View view, KeyKind kind, int at) {
        return Parts.at(view, kind, at, Values.Place.QUOTED, Tails.bare(), "");
    }

    private static int end(Pattern pattern, View view, int at) {
        Matcher matcher = pattern.matcher(view.text(at, at + LONGEST));
        return matcher.lookingAt() ? at + matcher.end() : -1;
    }
}
