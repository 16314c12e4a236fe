package io.calink.redaction;

import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Addresses of persons in a text. */
final class Mails {
    private static final int LONGEST_LOCAL = 64;
    private static final int LONGEST_DOMAIN = 253;

    /** Ends of names of units, files and programs, which have an {@code @} as well. */
    private static final Set<String> NO_DOMAINS = Chars.words("service socket target timer mount automount slice scope"
            + " device path swap conf wants requires service.d log txt json xml yaml yml ini js ts mjs css map html md py"
            + " sh png jpg jpeg gif svg webp ico gz xz zst zip tar jar so ko lock local-fs");

    private static final Set<String> NO_PERSONS = Set.of("openssh.com", "libssh.org");

    private final Pseudonyms pseudonyms;
    private final Set<String> hosts;

    Mails(Pseudonyms pseudonyms, Set<String> hosts) {
        this.pseudonyms = pseudonyms;
        this.hosts = hosts.stream().map(Chars::lowerCase).collect(Collectors.toSet());
    }

    static boolean local(int c) {
        return Chars.alphanumeric(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-';
    }

    /** The address whose {@code @} stands at a place. */
    @Nullable
    Mask at(View view, int at) {
        int to = end(view, at);
        int from = to < 0 ? -1 : begin(view, at);
        if (from < 0) {
            return null;
        }
        String local = view.text(from, at);
        String domain = Chars.lowerCase(view.text(at + 1, to));
        if (NO_PERSONS.contains(domain)) {
            return null;
        }
        if (local.startsWith("mail-") && domain.endsWith(".invalid")) {
            return Mask.stays(from, to, Settings.Pseudonym.EMAIL);
        }
        String moved = hosts.contains(domain) ? pseudonyms.host(domain) : pseudonyms.domain(domain);
        return new Mask(from, to, pseudonyms.mail(local, moved, view.text(from, to)), Settings.Pseudonym.EMAIL);
    }

    private static int begin(View view, int at) {
        int from = at;
        while (at - from <= LONGEST_LOCAL && local(view.at(from - 1))) {
            from--;
        }
        if (at - from > LONGEST_LOCAL) {
            return -1;
        }
        for (int i = from - Escapes.LONGEST; i < at; i++) {
            int length = Escapes.length(view, i);
            if (length > 0 && i + length <= at) {
                from = Math.max(from, i + length);
            }
        }
        while (from < at && !Chars.alphanumeric(view.at(from))) {
            from++;
        }
        return from < at ? from : -1;
    }

    private static int end(View view, int at) {
        int to = at + 1;
        while (to - at <= LONGEST_DOMAIN
                && (Chars.alphanumeric(view.at(to)) || view.at(to) == '.' || view.at(to) == '-')) {
            to++;
        }
        while (to > at + 1 && !Chars.alphanumeric(view.at(to - 1))) {
            to--;
        }
        int dot = to;
        boolean letters = true;
        while (dot > at + 1 && view.at(dot - 1) != '.') {
            dot--;
            letters &= Chars.letter(view.at(dot));
        }
        boolean named = dot > at + 2 && to - dot >= 2 && to - dot <= 24 && letters;
        boolean domain = named
                && Chars.alphanumeric(view.at(at + 1))
                && to - at <= LONGEST_DOMAIN
                && !NO_DOMAINS.contains(Chars.lowerCase(view.text(dot, to)));
        return domain ? to : -1;
    }
}
