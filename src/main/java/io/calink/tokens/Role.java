package io.calink.tokens;

import java.util.Locale;

/** What the bearer of a token may do. */
public enum Role {
    /** Look at informations and documents. */
    VIEWER,
    /** Everything. */
    COLLECTOR;

    /** As configurations and the command line write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of that label; {@code IllegalArgumentException} with a sentence for users, which does not repeat it, if there is none. */
    public static Role of(String label) {
        for (Role role : values()) {
            if (role.label().equals(label)) {
                return role;
            }
        }
        throw new IllegalArgumentException("The role is neither viewer nor collector.");
    }
}
