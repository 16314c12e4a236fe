package io.calink.bundle;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The names of entries as manifests tell them, and those that commands get. */
final class EntryNames {
    private static final char REPLACEMENT = '\uFFFD';

    private final Set<String> taken = new HashSet<>();

    /** A name that JSON can hold: what stands for a byte that is not UTF-8 is replaced. */
    static String shown(String name) {
        StringBuilder shown = null;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean alone = Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(name.charAt(i - 1)));
            if (alone) {
                shown = shown == null ? new StringBuilder(name) : shown;
                shown.setCharAt(i, REPLACEMENT);
            }
        }
        return shown == null ? name : shown.toString();
    }

    /** A name for a command's output that no earlier label has got, on file systems that ignore case either. */
    String command(String label) {
        String safe = label.replaceAll("[^A-Za-z0-9._ -]", "_").replaceFirst("^[.-]+", "_");
        String name = safe;
        for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
            name = safe + "_" + i;
        }
        return "commands/" + name + ".txt";
    }
}
