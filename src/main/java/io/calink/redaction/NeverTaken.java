package io.calink.redaction;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The files that are never taken, whatever the configuration asks for, unless it allows them by name. */
public final class NeverTaken {
    /** Directories that hold nothing but secrets and what leads to them. */
    private static final Map<String, String> DIRECTORIES =
            Map.of(".ssh", "ssh", ".aws", "aws", ".kube", "kube", ".gnupg", "private-key");

    private static final Map<String, String> NAMES = Map.of(
            ".netrc", "netrc",
            "_netrc", "netrc",
            ".pgpass", "pgpass",
            "pgpass.conf", "pgpass",
            "opasswd", "opasswd",
            "opasswd.old", "opasswd",
            ".git-credentials", "netrc",
            "pseudonyms.tsv", "pseudonyms");

    private static final Set<String> PRIVATE = Set.of(
            "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "id_ecdsa_sk", "id_ed25519_sk", "identity", "secring.gpg");

    private static final List<String> KEY_ENDINGS =
            List.of(".key", ".p12", ".pfx", ".jks", ".jceks", ".keystore", ".ppk", ".kdbx", ".pkcs12");

    private static final Pattern HISTORY = Pattern.compile("\\.?[a-z0-9_-]{0,24}_?history(-[0-9]+)?");

    private static final Pattern HOST_KEY = Pattern.compile("ssh_host_[a-z0-9_]*key");

    private NeverTaken() {}

    /**
     * The rule that keeps a file out.
     *
     * @param path its absolute path, below the root
     * @return the name of the rule, or null if the file may be taken
     */
    public static @Nullable String rule(String path) {
        if (path.startsWith("/etc/shadow") || path.startsWith("/etc/gshadow")) {
            return "shadow";
        }
        String[] parts = path.split("/", -1);
        for (String part : parts) {
            String rule = DIRECTORIES.get(part);
            if (rule != null) {
                return rule;
            }
        }
        String name = parts.length == 0 ? "" : parts[parts.length - 1];
        String lower = Chars.lowerCase(name);
        if (lower.endsWith(".keytab") || lower.equals("krb5.keytab")) {
            return "keytab";
        }
        if (HISTORY.matcher(lower).matches() && (lower.startsWith(".") || lower.endsWith("fish_history"))) {
            return "history";
        }
        boolean key = PRIVATE.contains(name)
                || HOST_KEY.matcher(name).matches()
                || path.startsWith("/etc/ssl/private/")
                || path.startsWith("/etc/pki/tls/private/")
                || KEY_ENDINGS.stream().anyMatch(lower::endsWith);
        return key ? "private-key" : NAMES.get(name);
    }
}
