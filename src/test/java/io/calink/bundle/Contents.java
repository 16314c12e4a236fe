package io.calink.bundle;

import io.calink.archive.ArchiveReader;
import io.calink.archive.Entry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What is in an archive, for tests. */
final class Contents {
    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    static Contents of(Path archive) throws IOException {
        Contents contents = new Contents();
        try (ArchiveReader reader = new ArchiveReader(Files.newInputStream(archive))) {
            for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
                contents.entries.put(entry.name(), reader.content().readAllBytes());
            }
        }
        return contents;
    }

    List<String> names() {
        return List.copyOf(entries.keySet());
    }

    /** The content of an entry, named below the archive's directory. */
    String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    /** The same, as bytes. */
    byte[] bytes(String name) {
        String top = entries.keySet().iterator().next();
        return Objects.requireNonNull(entries.get(top + name), name);
    }

    /** All content, by full name. */
    Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        entries.forEach((name, bytes) -> all.put(name, new String(bytes, StandardCharsets.ISO_8859_1)));
        return all;
    }

    Manifest manifest() throws IOException {
        return Manifest.read(new ByteArrayInputStream(text(Manifest.NAME).getBytes(StandardCharsets.UTF_8)));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static Reading reading(InputStream archive) {
        return new Reading(new ArchiveReader(archive));
    }

    /** An archive that is read while it is written. */
    record Reading(ArchiveReader reader) {
        /** Reads on to an entry, and gives its whole content. */
        String until(String name) throws IOException {
            for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
                if (entry.name().endsWith("/" + name)) {
                    return new String(reader.content().readAllBytes(), StandardCharsets.UTF_8);
                }
            }
            throw new AssertionError("There is no " + name);
        }

        List<String> rest() throws IOException {
            List<String> names = new ArrayList<>();
            for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
                names.add(entry.name());
            }
            return names;
        }
    }
}
