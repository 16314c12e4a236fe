package io.calink.bundle;

import io.calink.archive.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds what an archive has against what its manifest tells, entry by entry. It keeps little of each, for an archive may
 * have very many.
 */
final class Comparison {
    private static final String REPLACED = "\uFFFD";
    // Several names can look the same in JSON, which cannot hold all bytes; both sides have them in the same order.
    private static final String SAME = "\0";

    private final Map<String, Seen> seen = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();
    private final Map<String, Integer> told = new HashMap<>();
    private final Set<String> missing = new HashSet<>();
    private final List<Verification.Finding> findings = new ArrayList<>();
    private long entries;

    private static final class Seen {
        private final boolean directory;
        private final long size;
        private final byte[] sha256;
        private boolean told;

        Seen(Entry entry, byte[] sha256) {
            this.directory = entry.type() == Entry.Type.DIRECTORY;
            this.size = entry.size();
            this.sha256 = sha256;
        }
    }

    /** Takes note of an entry of the archive. {@code sha256} is of its content. */
    void saw(Entry entry, byte[] sha256) {
        entries++;
        String name = below(entry.name());
        String key = EntryNames.shown(name);
        boolean first = true;
        if (key.contains(REPLACED)) {
            first = names.add(name);
            while (first && seen.containsKey(key)) {
                key += SAME;
            }
        }
        if (seen.put(key, new Seen(entry, sha256)) != null || !first) {
            found(EntryNames.shown(entry.name()), "It is in the archive more than once.");
        }
    }

    /** Compares an item of the manifest. */
    void told(Item item) {
        if (item.entry() != null) {
            // all informations have the JSON document as their entry, which is one of the documents
            told(item.entry(), item.size(), item.sha256(), item.kind() != Item.Kind.INFO);
        }
    }

    /** Compares a document of the manifest. */
    void told(Manifest.Document document) {
        told(document.entry(), document.size(), document.sha256(), true);
    }

    private void told(String entry, @Nullable Long size, @Nullable String sha256, boolean own) {
        String key = entry;
        if (own && entry.contains(REPLACED)) {
            key += SAME.repeat(told.merge(entry, 1, Integer::sum) - 1);
        }
        Seen there = seen.get(key);
        if (there == null) {
            if (missing.add(key)) {
                found(entry, "It is missing from the archive.");
            }
        } else if (!there.told) {
            there.told = true;
            if (size != null && size != there.size) {
                found(entry, "It has " + there.size + " bytes, the manifest says " + size + ".");
            } else if (sha256 != null && !Arrays.equals(there.sha256, digest(sha256))) {
                found(entry, "Its content is not the one that the manifest tells.");
            }
        }
    }

    private static byte[] digest(String hex) {
        try {
            return HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException e) {
            return new byte[0]; // what is no digest is the digest of nothing
        }
    }

    /** Notes something that is not as it should be. {@code entry}: where, or {@code null} for the archive as a whole. */
    void found(@Nullable String entry, String what) {
        findings.add(new Verification.Finding(entry, what));
    }

    /** To be called when the whole manifest was told: what it did not tell of is a finding. */
    void end() {
        seen.forEach((key, there) -> {
            String name = key.replace(SAME, "");
            if (!there.directory && !there.told && !name.equals(Manifest.NAME)) {
                found(name, "The manifest does not know it.");
            }
        });
    }

    /** How many entries the archive has, as far as it could be read. */
    long entries() {
        return entries;
    }

    List<Verification.Finding> findings() {
        return List.copyOf(findings);
    }

    /** The name below the archive's one directory. */
    static String below(String name) {
        String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        return path.substring(path.indexOf('/') + 1);
    }
}
