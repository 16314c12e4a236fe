package io.calink.files;

import java.nio.ByteBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** A look at some bytes of a file: its end alone is of use only if it is text. */
final class Sample {
    /** The first bytes of formats of which a part is worth nothing, in hexadecimal digits. */
    private static final List<String> MAGICS = List.of(
            "1f8b", // gzip
            "1f9d", // compress
            "1fa0",
            "fd377a585a00", // xz
            "28b52ffd", // zstd
            "04224d18", // lz4
            "425a68", // bzip2
            "5d00008000", // lzma
            "894c5a4f", // lzop
            "504b0304", // zip, jar
            "504b0506",
            "377abcaf271c", // 7-Zip
            "526172211a07", // rar
            "7f454c46", // ELF, core
            "4c504b5348485248", // journal of systemd
            "53514c69746520666f726d6174203300", // SQLite
            "cafebabe", // class
            "4a4156412050524f46494c45", // heap dump
            "d4c3b2a1", // pcap
            "a1b2c3d4",
            "0a0d0d0a", // pcapng
            "89504e47", // PNG
            "ffd8ff", // JPEG
            "25504446", // PDF
            "edabeedb"); // RPM

    private static final int TAR_MAGIC = 257;

    private Sample() {}

    /** Whether a file that begins so is compressed or of another format that is no text. */
    static boolean hasMagic(byte[] head) {
        String digits =
                HexFormat.of().formatHex(head, 0, Math.min(head.length, 16)).toLowerCase(Locale.ROOT);
        String magic = MAGICS.stream().filter(digits::startsWith).findFirst().orElse("");
        if (magic.equals("425a68")) {
            return head.length > 3 && head[3] >= '1' && head[3] <= '9';
        }
        boolean tar = head.length > TAR_MAGIC + 5
                && new String(head, TAR_MAGIC, 5, StandardCharsets.US_ASCII).equals("ustar");
        return tar || !magic.isEmpty();
    }

    /**
     * Whether bytes are no text. NULs say nothing, for a log that was truncated while it was written begins with many;
     * nor does Latin-1. Control characters do.
     */
    static boolean isBinary(byte[] bytes) {
        int counted = 0;
        int strange = 0;
        for (byte b : bytes) {
            if (b != 0) {
                counted++;
                boolean usual = b >= ' ' || b == '\t' || b == '\n' || b == '\r' || b == '\f' || b == '\b' || b == 0x1B;
                strange += b == 0x7F || (b > 0 && !usual) ? 1 : 0;
            }
        }
        int high = malformed(bytes);
        return strange * 20L > counted || high * 3L > counted;
    }

    private static int malformed(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        java.nio.CharBuffer out = java.nio.CharBuffer.allocate(bytes.length + 1);
        int malformed = 0;
        CoderResult result = decoder.decode(in, out, false);
        while (result.isError()) {
            malformed += result.length();
            in.position(in.position() + result.length());
            result = decoder.decode(in, out, false);
        }
        return malformed;
    }
}
