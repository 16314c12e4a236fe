package io.calink.archive;

import java.util.Arrays;
import java.util.List;

/** What small files may refer to, with nothing else to be seen in it. */
final class Masked {
    /**
     * Stands for what is not to be referred to. It is no part of UTF-8; and what does not have it itself never refers to
     * it, because a reference is to the same bytes.
     */
    static final byte FILLER = (byte) 0xF7;

    private Masked() {}

    /** Whether these bytes could refer to filler. */
    static boolean isSeenIn(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            if (bytes[i] == FILLER) {
                return true;
            }
        }
        return false;
    }

    /** The window of a small file with nothing in it but small files; {@code input} holds the pieces from {@code at} on. */
    static byte[] window(List<Piece> pieces, Piece piece, byte[] input, int at) {
        byte[] masked = new byte[piece.window()];
        Arrays.fill(masked, FILLER);
        int begin = piece.start() - piece.window();
        for (Piece one : pieces) {
            int from = Math.max(begin, one.start());
            if (one.start() < piece.start() && one.kind() == Piece.Kind.SMALL && from < one.end()) {
                System.arraycopy(input, at + from, masked, from - begin, one.end() - from);
            }
        }
        return masked;
    }
}
