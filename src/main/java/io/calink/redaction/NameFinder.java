package io.calink.redaction;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the names of machines and persons at a place in a text; safe to share. */
final class NameFinder {
    private final boolean addresses;
    private final boolean cards;
    private final Pseudonyms pseudonyms;
    private final @Nullable Mails mails;
    private final BitSet beginnings = new BitSet(1 << 16);
    private final Map<Integer, List<Literal>> literals = new HashMap<>();

    /** A name, one char for each byte; in lower case if it may stand in any. A word is one only where it stands by itself. */
    private record Literal(String text, String name, boolean anyCase, boolean word, Settings.Pseudonym kind) {
        boolean at(View view, int i) {
            for (int k = 0; k < text.length(); k++) {
                int c = view.at(i + k);
                if ((anyCase ? Chars.lower(c) : c) != text.charAt(k)) {
                    return false;
                }
            }
            int end = i + text.length();
            return !PseudonymStream.word(view.at(end)) && !(word && isJoined(view, i, end));
        }

        /** As in {@code vm.swappiness}, {@code vm-tools} and {@code /proc/sys/vm/}, but not in {@code http://vm/}. */
        private static boolean isJoined(View view, int from, int to) {
            boolean inside = "_-.".indexOf(view.at(to)) >= 0 && PseudonymStream.word(view.at(to + 1));
            boolean directory = view.at(to) == '/' || view.at(from - 1) == '/';
            return inside || "_-.".indexOf(view.at(from - 1)) >= 0 || (directory && !view.hasExactly(from - 2, "//"));
        }
    }

    NameFinder(Pseudonyms pseudonyms, Set<Settings.Pseudonym> kinds, LocalNames names) {
        this.pseudonyms = pseudonyms;
        this.addresses = kinds.contains(Settings.Pseudonym.IP);
        this.cards = kinds.contains(Settings.Pseudonym.MAC);
        this.mails = kinds.contains(Settings.Pseudonym.EMAIL) ? new Mails(pseudonyms, names) : null;
        if (addresses || cards) {
            addNumbers();
        }
        addSigns();
        if (kinds.contains(Settings.Pseudonym.HOST)) {
            names.hosts().forEach(this::addHost);
            names.own().stream()
                    .filter(name -> !Ordinary.own(Chars.lowerCase(name)))
                    .forEach(this::addHost);
        }
        if (kinds.contains(Settings.Pseudonym.USER)) {
            names.users().forEach(name -> add(name, name, false, false, Settings.Pseudonym.USER));
        }
        literals.values()
                .forEach(list -> list.sort(Comparator.comparingInt((Literal literal) -> -literal.text.length())
                        .thenComparing(Literal::kind)));
    }

    private void addHost(String name) {
        String lower = Chars.lowerCase(name);
        boolean word = Ordinary.host(lower);
        add(word ? name : lower, name, !word, word, Settings.Pseudonym.HOST);
    }

    private void add(String written, String name, boolean anyCase, boolean word, Settings.Pseudonym kind) {
        String text = new String(written.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        int key = key(text.charAt(0), text.charAt(1));
        beginnings.set(key);
        literals.computeIfAbsent(key, first -> new ArrayList<>()).add(new Literal(text, name, anyCase, word, kind));
    }

    private static int key(int first, int second) {
        return (Chars.lower(first) << 8) | Chars.lower(second);
    }

    /** Whether anything can begin with these two bytes; most places are passed over so. */
    boolean mayBegin(int first, int second) {
        return beginnings.get(key(first, second));
    }

    private void addNumbers() {
        BitSet digits = Chars.set("0-9a-f");
        BitSet next = Chars.set("0-9a-f:.");
        digits.stream().forEach(first -> next.stream().forEach(second -> beginnings.set(key(first, second))));
        beginnings.set(key('w', 'l'));
        beginnings.set(key('e', 'n'));
    }

    private void addSigns() {
        for (int second = 0; second < 256; second++) {
            beginnings.set(key('%', second));
            beginnings.set(key('\\', second));
            beginnings.set(key('[', second));
            if (mails != null) {
                beginnings.set(key('@', second));
            }
        }
    }

    /** What stands at a place where a word begins, or a sign that {@link PseudonymStream} stops at. */
    @Nullable
    Mask at(View view, int i) {
        Mask mail = mails == null ? null : mails.at(view, i);
        return mail == null ? word(view, i + Escapes.length(view, i)) : mail;
    }

    private @Nullable Mask word(View view, int i) {
        int c = view.at(i);
        Mask mask = null;
        if (cards && (hex(c) || c == 'w')) {
            mask = Cards.at(view, i, pseudonyms);
        }
        if (mask == null && addresses && hex(c)) {
            mask = LongAddress.at(view, i, pseudonyms);
            if (mask == null && Chars.digit(c)) {
                mask = ShortAddress.at(view, i, pseudonyms);
            }
        }
        return mask == null ? name(view, i) : mask;
    }

    private @Nullable Mask name(View view, int i) {
        int first = view.at(i);
        int second = view.at(i + 1);
        if (first < 0 || second < 0 || !literals.containsKey(key(first, second))) {
            return null;
        }
        for (Literal literal : literals.getOrDefault(key(first, second), List.of())) {
            if (literal.at(view, i)) {
                Mask mail = mails == null ? null : mails.around(view, i);
                String name = literal.name();
                String pseudonym =
                        literal.kind() == Settings.Pseudonym.HOST ? pseudonyms.host(name) : pseudonyms.user(name);
                return mail != null ? mail : new Mask(i, i + literal.text().length(), pseudonym, literal.kind());
            }
        }
        return null;
    }

    static boolean hex(int c) {
        return Chars.digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
}
