package io.calink.bundle;

import java.util.List;

/** A request picks a key that the configuration does not have; the message names the known ones. */
public final class UnknownKeyException extends Exception {
    private static final long serialVersionUID = 1;

    UnknownKeyException(String section, String key, List<String> known) {
        super("There is no key \"" + key + "\" in [" + section + "]. "
                + (known.isEmpty()
                        ? "The section is empty."
                        : "The known ones are: " + String.join(", ", known) + "."));
    }
}
