package io.calink.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells by its words whether the value of a key is a secret. */
final class KeyNames {
    /** Words in any key, that make its value a secret unless one of {@link #HARMLESS} follows. */
    private static final Map<String, KeyKind> WORDS = Map.ofEntries(
            Map.entry("password", KeyKind.PASSWORD),
            Map.entry("passwords", KeyKind.PASSWORD),
            Map.entry("passwd", KeyKind.PASSWORD),
            Map.entry("passwort", KeyKind.PASSWORD),
            Map.entry("kennwort", KeyKind.PASSWORD),
            Map.entry("passphrase", KeyKind.PASSWORD),
            Map.entry("passcode", KeyKind.PASSWORD),
            Map.entry("passkey", KeyKind.PASSWORD),
            Map.entry("pwd", KeyKind.PASSWORD),
            Map.entry("pw", KeyKind.PASSWORD),
            Map.entry("pass", KeyKind.PASS),
            Map.entry("passe", KeyKind.PASS),
            Map.entry("contrasena", KeyKind.PASSWORD),
            Map.entry("wachtwoord", KeyKind.PASSWORD),
            Map.entry("pin", KeyKind.PIN),
            Map.entry("pincode", KeyKind.PIN),
            Map.entry("secret", KeyKind.SECRET),
            Map.entry("secrets", KeyKind.SECRET),
            Map.entry("token", KeyKind.TOKEN),
            Map.entry("tokens", KeyKind.TOKEN),
            Map.entry("credential", KeyKind.CREDENTIAL),
            Map.entry("credentials", KeyKind.CREDENTIAL),
            Map.entry("creds", KeyKind.CREDENTIAL),
            Map.entry("cred", KeyKind.CREDENTIAL),
            Map.entry("community", KeyKind.COMMUNITY),
            Map.entry("psk", KeyKind.PSK),
            Map.entry("presharedkey", KeyKind.PSK),
            Map.entry("jsessionid", KeyKind.SESSION),
            Map.entry("phpsessid", KeyKind.SESSION),
            Map.entry("sessid", KeyKind.SESSION),
            Map.entry("sessionid", KeyKind.SESSION),
            Map.entry("authtok", KeyKind.CREDENTIAL),
            Map.entry("dockercfg", KeyKind.CREDENTIAL),
            Map.entry("dockerconfigjson", KeyKind.CREDENTIAL),
            Map.entry("masterauth", KeyKind.PASSWORD),
            Map.entry("primaryauth", KeyKind.PASSWORD));

    /** Ends of a word that is written in one piece, as in {@code dbpassword}. */
    private static final List<String> ENDS = List.of(
            "password", "passwd", "passphrase", "passcode", "pwd", "secret", "token", "credentials", "passwort", "psk");

    /** What stands before {@code key}, in one word or two, where it is a secret one. */
    private static final Set<String> KEYS = Chars.words("""
            api access private secret encryption encrypt decryption signing signature sign master auth
            authentication account shared storage app application client consumer service admin hmac aes crypto
            cipher jwt wep wpa webhook license licence recovery unlock session cookie subscription deploy nonce validation
            integration ingestion write vault unseal instrumentation sas tsig rndc""");

    /** What stands before {@code secret} where the value is the name of one, as in charts of Helm. */
    private static final Set<String> NAMED = Set.of("existing", "pull");

    /** What stands before {@code pass}, in one word. */
    private static final Set<String> PASSES = Chars.words("""
            require master db user my mysql root admin smtp ssh key store keystore truststore sudo become mail
            ftp ldap bind http proxy redis auth wifi pg login dba web imap enc priv dn sasl ssl
            tls jdbc api app svc service mongo rabbit mq snmp vpn ppp pop backup repl replication guest owner sys
            system ora oracle cert pfx jks ca email net rpc srcstore deststore srckey destkey storekey""");

    private static final Set<String> PWS =
            Set.of("bind", "root", "admin", "user", "db", "my", "sudo", "ldap", "ftp", "auth");

    /** Last words that speak about a secret, and do not give it. */
    private static final Set<String> HARMLESS = Chars.words("""
            file files filename path paths ttl length len count type types policy policies enabled disabled
            enable disable name names ref refs reference url uri urls endpoint expiry expires expire expired
            expiration lifetime age timeout days min max minimum maximum size format algorithm alg algo encoding
            mode field provider manager store dir directory folder location version hint prompt attempts retries
            retry history strength changed change updated created at date time required requirements rotation
            cache limit limits issuer audience scope scopes user username header headers param parameter plugin
            validation validator check checks authentication complexity warn warning encryption method methods
            backend driver label title description error errors message status env usage rate bucket index
            offset total used remaining budget hashing hasher hashers validators helper command cmd script service server host port
            interval delay seconds exists set present valid fingerprint thumbprint rounds cost iterations reset
            resets reuse cleanup mgmt management derivation exchange agreement auth reqd err stdin fd class factory generator separator position kind category state bits curve ring
            usages owner group labels annotations arn variable secretname auths failures encoder dialog identity identities""");

    /** Last words that speak about a key or a token; a Vault {@code secret_id} is a secret. */
    private static final Set<String> HARMLESS_KEYS = Set.of("id", "ids", "identifier", "vault", "hash", "no", "number");

    /** First words of a question. */
    private static final Set<String> QUESTIONS = Chars.words("""
            has is no use uses using require requires max min num number count total allow enable disable skip
            need needs public failed invalid validate verify check""");

    /** Options of systemd that name a credential, and do not give it. */
    private static final Set<String> UNITS = Set.of(
            "LoadCredential", "LoadCredentialEncrypted", "ImportCredential", "ConditionCredential", "AssertCredential");

    /** Keys of something else as well, whose value is a secret only if it looks like one. */
    private static final Set<String> LIKELY =
            Set.of("_auth", "auth", "encrypt", "routing_key", "cloud.auth", "cloud_auth");

    private KeyNames() {}

    /** {@return what the key says about its value, or null if it does not make it a secret} */
    static @Nullable KeyKind kind(String key) {
        if (LIKELY.contains(key) || Chars.lowerCase(key).endsWith("__auth")) {
            return KeyKind.AUTH;
        }
        if (key.equals("wsrep_sst_auth")) {
            return KeyKind.CREDENTIAL;
        }
        List<String> words = words(key);
        if (words.isEmpty() || (QUESTIONS.contains(words.get(0)) && words.size() > 1) || UNITS.contains(key)) {
            return null;
        }
        for (int i = words.size() - 1; i >= 0; i--) {
            KeyKind kind = kind(words, i);
            if (kind != null) {
                return harmless(words, i, kind) ? null : kind;
            }
        }
        return null;
    }

    private static boolean harmless(List<String> words, int i, KeyKind kind) {
        if (i == words.size() - 1) {
            return false;
        }
        // pins of a board, passes of a compiler, and the communities of a routing protocol have names of any kind
        if (kind == KeyKind.PASS || kind == KeyKind.PIN || kind == KeyKind.COMMUNITY) {
            return true;
        }
        String last = words.get(words.size() - 1);
        return HARMLESS.contains(last)
                || (last.equals("key") && !words.get(i).startsWith("secret") && kind != KeyKind.TOKEN)
                || (kind != KeyKind.SECRET && kind != KeyKind.PASSWORD && HARMLESS_KEYS.contains(last));
    }

    private static @Nullable KeyKind kind(List<String> words, int i) {
        String word = words.get(i);
        if (word.equals("auth") && i > 0 && words.get(i - 1).equals("rediscli")) {
            return KeyKind.PASSWORD;
        }
        KeyKind kind = WORDS.get(word);
        if (kind == KeyKind.SECRET && i > 0 && NAMED.contains(words.get(i - 1))) {
            return null;
        }
        if (kind != null) {
            return kind == KeyKind.PASS && i > 0 ? passAfter(words.get(i - 1)) : kind;
        }
        if (word.equals("key") || word.equals("keys")) {
            boolean shared = (i > 1
                            && words.get(i - 1).equals("shared")
                            && words.get(i - 2).equals("pre"))
                    || (i > 0 && words.get(i - 1).equals("preshared"));
            boolean secret = i > 0 && (KEYS.contains(words.get(i - 1)) || loggedIn(words, i) || base(words, i));
            return shared ? KeyKind.PSK : secret ? KeyKind.KEY : null;
        }
        if (word.endsWith("key") && KEYS.contains(word.substring(0, word.length() - 3))) {
            return KeyKind.KEY;
        }
        if ((word.endsWith("pass") && PASSES.contains(word.substring(0, word.length() - 4)))
                || (word.endsWith("pw") && PWS.contains(word.substring(0, word.length() - 2)))) {
            return KeyKind.PASSWORD;
        }
        if (word.equals("phrase") && i > 0 && words.get(i - 1).equals("pass")) {
            return KeyKind.PASSWORD;
        }
        if (word.equals("salt") && i > 0) {
            return KEYS.contains(words.get(i - 1)) || loggedIn(words, i) ? KeyKind.KEY : null;
        }
        for (String end : ENDS) {
            if (word.endsWith(end) && !word.equals("no" + end)) {
                KeyKind found = WORDS.get(end);
                return found == null ? KeyKind.CREDENTIAL : found;
            }
        }
        return null;
    }

    /** {@code LOGGED_IN_KEY} of WordPress. */
    private static boolean loggedIn(List<String> words, int i) {
        return i > 1 && words.get(i - 1).equals("in") && words.get(i - 2).equals("logged");
    }

    /** {@code db_key_base} of Rails and GitLab. */
    private static boolean base(List<String> words, int i) {
        return i + 2 == words.size() && words.get(i + 1).equals("base");
    }

    private static KeyKind passAfter(String before) {
        return PASSES.contains(before) || before.length() > 1 ? KeyKind.PASSWORD : KeyKind.PASS;
    }

    /** The words of a key, in lower case: parted by {@code _ - .}, by digits, and by a capital after a small letter. */
    private static List<String> words(String key) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= key.length(); i++) {
            boolean end = i == key.length() || !Chars.letter(key.charAt(i));
            boolean hump = !end && i > start && Chars.upper(key.charAt(i)) && hump(key, i);
            if (end || hump) {
                if (i > start) {
                    words.add(key.substring(start, i).toLowerCase(Locale.ROOT));
                }
                start = end ? i + 1 : i;
            }
        }
        return words;
    }

    private static boolean hump(String key, int i) {
        boolean afterSmall = !Chars.upper(key.charAt(i - 1));
        boolean lastOfCapitals =
                i + 1 < key.length() && Chars.letter(key.charAt(i + 1)) && !Chars.upper(key.charAt(i + 1));
        return afterSmall || lastOfCapitals;
    }
}
