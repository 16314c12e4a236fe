package io.calink.bundle;

import io.calink.archive.Format;
import io.calink.encryption.Encrypted;
import io.calink.encryption.Recipients;
import java.time.Instant;

/**
 * The names of what one gathering writes, resolved and without suffix.
 *
 * @param archive the archive's name, which is that of the one directory inside it too
 * @param json the name of the JSON document
 * @param commands the name of the commands log
 * @param recipients for whom the archive is encrypted, which its name tells too
 */
public record Names(String archive, String json, String commands, Format format, Recipients recipients) {
    /** What is added to the name of the JSON document. */
    public static final String JSON = ".json";

    /** What is added to the name of the commands log. */
    public static final String COMMANDS = "-commands.log";

    private static final String DEFAULT = "CaLink-$WORKSTATION-$TIMESTAMP";
    private static final int LONGEST_WORKSTATION = 64;

    /**
     * The names for a gathering that begins now.
     *
     * @param workstation the host's name; what a file name should not hold is replaced by an underscore
     * @param attempt 1, or more where earlier names were taken: the archive and what has no name of its own then get
     *     {@code -2}, {@code -3}, ...
     */
    public static Names of(Output output, String workstation, Instant now, int attempt) {
        String suffix = attempt > 1 ? "-" + attempt : "";
        String archive = output.archive() == null ? DEFAULT : output.archive();
        String json = output.json() == null ? DEFAULT + suffix : output.json();
        String commands = output.commands() == null ? DEFAULT + suffix : output.commands();
        return new Names(
                resolve(archive + suffix, workstation, now),
                resolve(json, workstation, now),
                resolve(commands, workstation, now),
                output.format(),
                output.recipients());
    }

    private static String resolve(String template, String workstation, Instant now) {
        String safe = workstation.replaceAll("[^A-Za-z0-9._-]", "_");
        safe = safe.length() > LONGEST_WORKSTATION ? safe.substring(0, LONGEST_WORKSTATION) : safe;
        return template.replace("$WORKSTATION", safe.isEmpty() ? "unknown" : safe)
                .replace("$TIMESTAMP", Long.toString(now.getEpochSecond()));
    }

    /** The archive's file name, such as {@code CaLink-web1-1414531750.tar.gz}, or {@code .tar.gz.age} if it is encrypted. */
    public String archiveFile() {
        return archive + format.suffix() + (isEncrypted() ? Encrypted.SUFFIX : "");
    }

    /** Whether the archive is encrypted: then nothing is written beside it. */
    public boolean isEncrypted() {
        return !recipients.isEmpty();
    }

    /** The JSON document's file name, such as {@code CaLink-web1-1414531750.json}. */
    public String jsonFile() {
        return json + JSON;
    }

    /** The commands log's file name, such as {@code CaLink-web1-1414531750-commands.log}. */
    public String commandsFile() {
        return commands + COMMANDS;
    }
}
