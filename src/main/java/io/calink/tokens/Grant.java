package io.calink.tokens;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who may do what with which token, as the configuration keeps it: {@code NAME:ROLE:sha256-HEX}.
 *
 * @param hash the SHA-256 of the token, in hexadecimal
 */
public record Grant(String name, Role role, String hash) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern LINE = Pattern.compile("([^:]*):([^:]*):sha256-([0-9A-Fa-f]{64})");

    /** Checks the name; {@code IllegalArgumentException} with a sentence for users if it is none. */
    public Grant {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "The name of a token has 1 to 64 letters, digits, \".\", \"_\" and \"-\", "
                            + "and begins with a letter or a digit.");
        }
    }

    /** A grant for a token. */
    public static Grant of(String name, Role role, String token) {
        return new Grant(name, role, HexFormat.of().formatHex(digest(token)));
    }

    /** Reads a line; {@code IllegalArgumentException} with a sentence that never repeats what may be a token. */
    public static Grant parse(String line) {
        Matcher matcher = LINE.matcher(line.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a line NAME:ROLE:sha256-HEX was expected, as \"calink token NAME\" "
                    + "prints it, never the token itself.");
        }
        return new Grant(matcher.group(1), Role.of(matcher.group(2)), matcher.group(3));
    }

    /** The line of the configuration. */
    public String line() {
        return name + ":" + role.label() + ":sha256-" + hash;
    }

    /** Whether the token is this one, in a time that does not tell how much of it is right. */
    public boolean fits(String token) {
        return MessageDigest.isEqual(HexFormat.of().parseHex(hash), digest(token));
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
