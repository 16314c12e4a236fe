package io.calink.redaction;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Addresses of persons in a text. */
final class Mails {
    private static final int LONGEST_LOCAL = 128;
    private static final int LONGEST_DOMAIN = 253;

    /** How long the part of a pseudonym is that stands before the {@code @}. */
    private static final int PSEUDONYM = "mail-0123456789".length();

    /** Ends of names of units, files and programs, which have an {@code @} as well. */
    private static final Set<String> NO_DOMAINS = Chars.words("service socket target timer mount automount slice scope"
            + " device path swap conf wants requires service.d log txt json xml yaml yml ini js ts mjs css map html md py"
            + " sh png jpg jpeg gif svg webp ico gz xz zst zip tar jar so ko lock local-fs");

    private static final Set<String> NO_PERSONS = Set.of("openssh.com", "libssh.org");

    private final Pseudonyms pseudonyms;
    private final Set<String> hosts;

    Mails(Pseudonyms pseudonyms, LocalNames names) {
        this.pseudonyms = pseudonyms;
        this.hosts = Stream.concat(names.hosts().stream(), names.own().stream())
                .map(Chars::lowerCase)
                .collect(Collectors.toSet());
    }

    /** {@return how long the {@code @} is that stands at a place, in one of the ways to write it; 0 if there is none} */
    private static int sign(View view, int i) {
        return switch (view.at(i)) {
            case '@' -> 1;
            case '%' -> view.hasExactly(i, "%40") ? 3 : 0;
            case '\\' -> view.hasExactly(i, "\\u0040") ? 6 : 0;
            default -> 0;
        };
    }

    private static boolean letter(View view, int i) {
        int c = view.at(i);
        return c < 0x80 ? Chars.alphanumeric(c) : PseudonymStream.wordEnds(view.bytes(), i);
    }

    private static boolean local(View view, int i) {
        return letter(view, i) || "._%+-".indexOf(view.at(i)) >= 0;
    }

    /** The address that the word at a place is a part of. */
    @Nullable
    Mask around(View view, int i) {
        int at = i;
        while (at - i < LONGEST_LOCAL && sign(view, at) == 0 && local(view, at)) {
            at++;
        }
        Mask mask = at(view, at);
        return mask != null && mask.from() <= i ? mask : null;
    }

    /** The address whose {@code @} stands at a place. */
    @Nullable
    Mask at(View view, int at) {
        int behind = at + sign(view, at);
        int to = behind == at ? -1 : end(view, behind);
        int from = to < 0 ? -1 : begin(view, at);
        if (from < 0) {
            return null;
        }
        String local = text(view, from, at);
        String written = text(view, behind, to);
        String domain = Chars.lowerCase(written);
        if (NO_PERSONS.contains(domain)) {
            return null;
        }
        if (local.startsWith("mail-", Math.max(0, local.length() - PSEUDONYM)) && domain.endsWith(".invalid")) {
            return Mask.stays(from, to, Settings.Pseudonym.EMAIL);
        }
        String moved = hosts.contains(domain) ? pseudonyms.host(domain) : pseudonyms.domain(domain);
        String pseudonym = pseudonyms.mail(local, moved, local + "@" + written);
        return new Mask(from, to, pseudonym.replace("@", view.text(at, behind)), Settings.Pseudonym.EMAIL);
    }

    private static String text(View view, int from, int to) {
        return new String(view.bytes(), from, to - from, StandardCharsets.UTF_8);
    }

    /** Where the part before the {@code @} begins; of a very long one the end is taken. */
    private static int begin(View view, int at) {
        int from = at;
        while (at - from < LONGEST_LOCAL && local(view, from - 1)) {
            from--;
        }
        int escape = from - 1;
        while (from - escape < Escapes.LONGEST && view.at(escape) >= '0' && view.at(escape) <= '?') {
            escape--; // over the numbers of a colour
        }
        for (int i = escape; i < at; i++) {
            int length = Escapes.length(view, i);
            if (length > 0 && i + length <= at) {
                from = Math.max(from, i + length);
            }
        }
        while (from < at && !PseudonymStream.word(view.at(from))) {
            from++;
        }
        return from < at ? from : -1;
    }

    /** Where the domain ends that begins at a place, or -1. */
    private static int end(View view, int from) {
        int to = from;
        while (to - from <= LONGEST_DOMAIN && (letter(view, to) || view.at(to) == '.' || view.at(to) == '-')) {
            to++;
        }
        if (to - from > LONGEST_DOMAIN) {
            return -1;
        }
        while (to > from && !letter(view, to - 1)) {
            to--;
        }
        int dot = to;
        boolean letters = true;
        while (dot > from && view.at(dot - 1) != '.') {
            dot--;
            letters &= Chars.letter(view.at(dot)) || view.at(dot) >= 0x80;
        }
        boolean top = (letters && to - dot <= 24) || view.has(dot, "xn--");
        boolean domain = dot > from + 1
                && to - dot >= 2
                && top
                && letter(view, from)
                && !NO_DOMAINS.contains(Chars.lowerCase(view.text(dot, to)));
        return domain ? to : -1;
    }
}
