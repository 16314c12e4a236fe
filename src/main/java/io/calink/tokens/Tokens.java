package io.calink.tokens;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The tokens that are configured. */
public final class Tokens {
    private static final int BYTES = 32;

    private final List<Grant> grants;

    /** The tokens of these grants; {@code IllegalArgumentException} if two have the same name. */
    public Tokens(List<Grant> grants) {
        this.grants = List.copyOf(grants);
        Set<String> names = new HashSet<>();
        for (Grant grant : grants) {
            if (!names.add(grant.name())) {
                throw new IllegalArgumentException("two tokens are named \"" + grant.name() + "\".");
            }
        }
    }

    /** A new token: 256 random bits, which nobody guesses, after a word by which a leaked one is recognised. */
    public static String make() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        return "calink_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return grants.isEmpty();
    }

    /** The grant of a token; all are compared, whichever it is. */
    public Optional<Grant> find(String token) {
        Optional<Grant> found = Optional.empty();
        for (Grant grant : grants) {
            if (grant.fits(token)) {
                found = Optional.of(grant);
            }
        }
        return found;
    }
}
