package io.calink.bundle;

import io.calink.archive.ArchiveReader;
import io.calink.archive.Entry;
import io.calink.archive.Patience;
import io.calink.archive.Seal;
import io.calink.archive.TookTooLongException;
import io.calink.encryption.Encrypted;
import java.io.IOException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of comparing an archive with the manifest inside it.
 *
 * @param ok whether nothing was found
 * @param archive the archive's file name
 * @param entries how many entries were read
 * @param findings what is not as the manifest says
 */
public record Verification(boolean ok, String archive, long entries, List<Finding> findings) {
    /**
     * Something that is not as the manifest says.
     *
     * @param entry the entry's name in the archive; {@code null} if it is about the archive as a whole
     * @param what one sentence
     */
    public record Finding(@Nullable String entry, String what) {}

    private static final Duration FOREVER = Duration.ofDays(36_500);

    /**
     * Reads an archive once from end to end and compares.
     *
     * @throws IOException if the file itself cannot be opened, or is encrypted; whatever is wrong inside is a finding
     */
    public static Verification of(Path archive) throws IOException {
        return of(archive, FOREVER);
    }

    /**
     * The same, which gives up after a time.
     *
     * @throws TookTooLongException if that was over before the archive's end
     */
    public static Verification of(Path archive, Duration most) throws IOException {
        if (Encrypted.is(archive)) {
            String name = String.valueOf(archive.getFileName());
            throw new IOException(
                    archive + " is encrypted, so that only its recipients can verify it. " + Encrypted.wayOut(name));
        }
        Patience patience = new Patience(most, "it is large");
        Comparison comparison = new Comparison();
        boolean manifested;
        try (ArchiveReader reader = ArchiveReader.of(archive)) {
            manifested = read(reader, comparison, patience);
        }
        if (manifested) {
            comparison.end();
        } else {
            comparison.found(null, "There is no " + Manifest.NAME + " in the archive.");
        }
        if (comparison.findings().isEmpty() && Seal.isBroken(archive)) {
            comparison.found(
                    null,
                    "Its content is as the manifest says, but bytes of the archive itself were changed: its checksum"
                            + " is not the one that it tells.");
        }
        List<Finding> findings = comparison.findings();
        return new Verification(
                findings.isEmpty(), String.valueOf(archive.getFileName()), comparison.entries(), findings);
    }

    /** Reads as far as the archive can be read; damage is a finding. Tells whether there was a whole manifest. */
    private static boolean read(ArchiveReader reader, Comparison comparison, Patience patience)
            throws TookTooLongException {
        boolean manifested = false;
        String last = null;
        try {
            for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
                last = EntryNames.shown(entry.name());
                MessageDigest digest = sha256();
                try (DigestInputStream content = new DigestInputStream(reader.content(), digest)) {
                    if (Comparison.below(last).equals(Manifest.NAME)) {
                        Manifest.read(content, comparison::told, comparison::told);
                        manifested = true;
                    }
                    patience.skip(content, Long.MAX_VALUE);
                }
                comparison.saw(entry, digest.digest());
            }
        } catch (TookTooLongException e) {
            throw e;
        } catch (IOException e) {
            comparison.found(last, "The archive is damaged here or after this entry: " + e.getMessage());
        }
        return manifested;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
