package io.calink.encryption;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Files in the age format, as they are called and known. */
public final class Encrypted {
    /** What the name of an encrypted file ends in, after the suffix of what is inside. */
    public static final String SUFFIX = ".age";

    /** The type under which it is served, as IANA has it. */
    public static final String MEDIA_TYPE = "application/vnd.age";

    private static final List<byte[]> BEGINNINGS = List.of(
            "age-encryption.org/v1\n".getBytes(StandardCharsets.US_ASCII),
            "-----BEGIN AGE ENCRYPTED FILE-----".getBytes(StandardCharsets.US_ASCII));

    private Encrypted() {}

    /**
     * Whether a file is encrypted, as far as its first bytes tell.
     *
     * @throws IOException if it cannot be read
     */
    public static boolean is(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(64);
            return BEGINNINGS.stream().anyMatch(begin -> startsWith(head, begin));
        }
    }

    /** What to do with an encrypted file of this name, in one sentence. */
    public static String wayOut(String name) {
        String plain = name.endsWith(SUFFIX) && name.length() > SUFFIX.length()
                ? name.substring(0, name.length() - SUFFIX.length())
                : name + ".decrypted";
        return "Decrypt it first, where the secret key of one of its recipients is: age -d -i KEYFILE -o " + plain + " "
                + name;
    }

    private static boolean startsWith(byte[] head, byte[] begin) {
        return head.length >= begin.length && Arrays.equals(head, 0, begin.length, begin, 0, begin.length);
    }
}
