package io.calink.redaction;

import java.util.BitSet;

/** How blocks in PEM end. */
final class PemTail {
    private static final String BEGIN_PEM = "-----BEGIN ";
    private static final String END_PEM = "-----END ";
    private static final String END_SSH = "---- END ";
    private static final BitSet PEM = Chars.set("A-Za-z0-9+/=\\:,.()_#> \t\r\n-");

    private PemTail() {}

    /** {@return the end after the last line of a block in PEM, or where something else begins} */
    static Tail tail() {
        return (bytes, from, to, end) -> {
            for (int i = from; i < to; i++) {
                if (bytes[i] == '-' && (Tails.stands(bytes, i, end, END_PEM) || Tails.stands(bytes, i, end, END_SSH))) {
                    int last = i + END_SSH.length();
                    while (last < end && (Chars.alphanumeric(bytes[last]) || bytes[last] == ' ')) {
                        last++;
                    }
                    return dashes(bytes, last, end);
                }
                if (!PEM.get(bytes[i] & 0xFF) || (bytes[i] == '-' && Tails.stands(bytes, i, end, BEGIN_PEM))) {
                    return i;
                }
            }
            return Tail.FURTHER;
        };
    }

    private static int dashes(byte[] bytes, int from, int end) {
        int i = from;
        while (i < end && i < from + 5 && bytes[i] == '-') {
            i++;
        }
        return i;
    }
}
