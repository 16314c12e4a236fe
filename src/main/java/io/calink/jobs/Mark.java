package io.calink.jobs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How somebody marks a request, so that sending it again is not asking again.
 *
 * @param caller who asks
 * @param key what the request is marked with; another caller's same key is another one
 * @param parts what the request consists of, each part's content under the name that users know it by
 */
public record Mark(String caller, String key, Map<String, String> parts) {
    public Mark {
        Objects.requireNonNull(caller);
        Objects.requireNonNull(key);
        parts = Map.copyOf(parts);
    }

    /** The only trace of caller and key that is kept. */
    String hash() {
        return sha256(key + "\n" + caller); // a key has no end of line, so that no two pairs are one text
    }

    /** The only trace of the parts that is kept. */
    Map<String, String> fingerprints() {
        Map<String, String> fingerprints = new TreeMap<>();
        parts.forEach((name, content) -> fingerprints.put(name, sha256(content)));
        return fingerprints;
    }

    /** The names of the parts that are not as they were. */
    List<String> differences(Map<String, String> before) {
        List<String> names = new ArrayList<>();
        fingerprints().forEach((name, fingerprint) -> {
            if (!fingerprint.equals(before.get(name))) {
                names.add(name);
            }
        });
        return names;
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
