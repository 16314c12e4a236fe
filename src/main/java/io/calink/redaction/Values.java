package io.calink.redaction;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells whether the value of a secret key is one, or stands for "none", "elsewhere" or a word of a sentence. */
final class Values {
    private static final Pattern PEM = Pattern.compile("-----BEGIN [A-Z ]+-----");

    /** The name of a test. */
    private static final Pattern TEST = Pattern.compile("[a-z_0-9.:-]*[a-z]|[A-Za-z]+[.:].*");

    private static final Pattern AUTH =
            Pattern.compile("[0-9a-f]{32}|[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{22}==|[A-Za-z0-9._-]+:[A-Za-z0-9]{12,64}");

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]+={0,2}");
    private static final Pattern PLAIN = Pattern.compile("[a-z0-9_ \\[\\]=!A-Z]+");

    /** How much of a value is judged. */
    static final int SEEN = 256;

    private static final Set<String> NOTHING = Chars.words("""
            true false yes no on off null none nil undefined unset * x ! !! - -- ~ n/a na {} [] { [ true|false yes|no on|off success failure failed perm_denied | > |- >- \\
            (none) not_set not_found (null) *lk* !* enabled disabled enable disable required optional hidden redacted masked
            inherit removed <nil> <none> same-origin include omit await ... (hidden) (hidden (none (unset (null (unset) (empty) & nan""");

    /** What follows a colon in a sentence about a secret. */
    private static final Set<String> PROSE = Chars.words("""
            invalid expired expires expiring missing found incorrect wrong failed failure failing ok valid set
            changed accepted rejected denied unknown is was are were has have must should not cannot can't could
            will would may too the a an for from in of to by with does do did authentication permission unable
            error warning loaded loading reading created generated generating updated refreshed refreshing
            revoked received verified matched mismatch unexpected your enter please using use used user if when
            at least contains bad illegal success succeeded successful checking verifying empty rotated
            retrieved command need needs timeout new old retype current again lock locked never skipped ignored
            unchanged supported unsupported default requested granted available unavailable pending session
            prompt see this that password passwd chauthtok token secret key and or no non accept input request provided via on as
            only it null true false added adds add fix fixed fixes removed remove removes improved
            document documented mention moved move rename renamed avoid handle honor ignore support make drop
            drops read write mark clarify""");

    private static final Set<String> SOURCES = Chars.words("""
            files compat db dns nis nisplus systemd sss ldap winbind hesiod mymachines altfiles cache extrausers
            centrify vas4 oslogin cache_oslogin wins usrfiles sssd""");

    private static final Pattern REFERENCE = Pattern.compile(
            "# .*|#|\\$[A-Za-z_][A-Za-z0-9_]*(/|::).*|\\$\\{.*|\\$\\(.*|\\$[A-Za-z_][A-Za-z0-9_]*|\\$[0-9@*#?!]"
                    + "|%[sdvqr]|%\\{.*|%\\(.*|%[A-Za-z_][A-Za-z0-9_]*%|\\{\\{.*|\\{[A-Za-z_.0-9]*\\}|<%.*|<[A-Za-z][A-Za-z0-9 _.-]*>"
                    + "|@[A-Za-z_.]+@|@\\{.*|#\\{.*|\\[REDACTED.*|<REDACTED>|\\$\\$.*|!(vault|secret|env_var|Ref|Sub|GetAtt).*|`.*"
                    + "|Password|Passwort|Kennwort|Wachtwoord|Senha|Mot de passe"
                    + "|&[a-zA-Z]+;.*|\\\\f[BIRP(].*|[A-Za-z]+\\\\&.*|(?i:\\[(filtered|redacted|hidden|masked|scrubbed|removed|protected|secret|secure|omitted)\\])");

    private static final Pattern CODE = Pattern.compile(
            "exec:/.*|static:[^:]+:\\[REDACTED:.*|(hash|texthash|btree|lmdb|cdb|dbm|sdbm|regexp|pcre|proxy|mysql|pgsql|ldap|cidr):[a-z]*:?/.*|(Get|Read|New|Import|Convert(To|From))-[A-Z][A-Za-z]+|[a-z0-9.-]+-(token|dockercfg)-[a-z0-9]{5}|(os\\.environ|self\\.|this\\.|process\\.env|System\\.|config\\."
                    + "|settings\\.|env\\.|params\\.|secrets\\.|var\\.|local\\.|data\\.|env:|file:|vault:|ssm:|arn:).*"
                    + "|[a-z][a-z0-9_]*(\\.[A-Za-z0-9_$]+)+@[0-9a-f]{1,8}"
                    + "|[A-Za-z_][A-Za-z_.]{2,}\\((?![!#@^~?%]+\\)).*|[A-Z][A-Za-z]+\\{.*|new [A-Z].*"
                    + "|(req|request|res|response|ctx|context|args|opts|options|props|state|event|body|cfg|conf|argv|user)"
                    + "([.][A-Za-z_][A-Za-z_0-9]*)+"
                    + "|\\$[A-Za-z_][A-Za-z0-9_]*(->|\\[|\\{).*|\\([a-z][A-Za-z, ]*"
                    + "|(module|each|random_[a-z]+|(aws|azurerm|google|kubernetes|tls|vault)_[a-z_]+)[.][a-z_.]+"
                    + "|[A-Za-z_.]+\\[(['\"].*|-?[0-9]*:?-?[0-9]*\\].*|[a-z]+:.*)|[A-Z][A-Za-z0-9]*[.][A-Z_]+;?"
                    + "|(typing[.])?(Optional|Union|List|Dict|Callable|Sequence|Iterable|Literal|Annotated|Tuple|Set)\\[.*");

    /** The type of a parameter or a field in a program, and the architecture of a package. */
    private static final Pattern TYPE = Pattern.compile(
            "(String|string|str|&(mut )?('[a-z_]+ )?str|Optional\\[.*|Option(<.*)?|Vec|Box|Arc|SecretString|any|bytes|\\[\\]byte|\\*string"
                    + "|CharSequence|SecretStr|boolean|bool|int|integer|number|object|text|varchar.*)[?!]?(\\[\\])?( \\|.*)?[{;,]?"
                    + "|[a-z0-9_]+[.][A-Z][A-Za-z0-9]+,?|_?[A-Z][A-Z_]+_TYPES?,?"
                    + "|(amd64|arm64|armhf|armel|i386|all|ppc64el|s390x|riscv64|mips64el)([ ,].*)?");

    /** A sentence about a password under the key of a message. */
    private static final Pattern TEXT = Pattern.compile("[A-Za-z']+,?( [A-Za-z0-9'(),:-]+){2,}[.!?]?");

    private static final Pattern CLAIM = Pattern.compile(
            "\\b(must|should|cannot|can't|required|invalid|incorrect|wrong|expired|too|not|enter)\\b|password$");

    /** Names of classes, as compilers have them for their tokens. */
    private static final Pattern CLASS = Pattern.compile("[A-Z][a-z]+([.][A-Z][A-Za-z]+)*( .*)?|[A-Za-z_]*token");

    /** The name of a file that holds a key. */
    private static final Pattern FILE = Pattern.compile(
            "[A-Za-z0-9_./-]+[.](pem|key|crt|cer|der|p12|pfx|jks|json|ya?ml|txt|conf|cfg|ini|xml|pub|asc|gpg|keytab|toml)");

    /** Of a library that is called after tokens, as a list of dependencies has it. */
    private static final Pattern VERSION = Pattern.compile("[\\^~<>=v]{0,2}[0-9]+([.][0-9x*]+){1,3}");

    /** A community of BGP. */
    private static final Pattern ROUTES = Pattern.compile("[0-9]+:[0-9]+( .*)?");

    /** What Kubernetes tells of a Secret in place of its values. */
    private static final Pattern BYTES = Pattern.compile("[0-9]+ bytes");

    /** Names that are joined by signs, as of a Secret in Kubernetes. */
    private static final Pattern JOINED = Pattern.compile("[a-z]+([-_.][a-z]+)+");

    private static final Pattern PATH = Pattern.compile("(/|~/|\\.\\.?/|[A-Za-z]:\\\\)[^=]*|/");

    private static final Pattern BASE64_START = Pattern.compile("/[A-Za-z0-9+]{16,}.*[+=].*|/[A-Za-z0-9+]{24,}=*");

    /** Counts of a kind of interrupt, as {@code /proc/interrupts} has them. */
    private static final Pattern INTERRUPTS = Pattern.compile("[0-9]+ +([0-9]|Posted-interrupt).*");

    private static final Pattern NUMBER =
            Pattern.compile("([+-]?[0-9][0-9_,]*(\\.[0-9]+)?(e[+-]?[0-9]+)?|0x[0-9a-fA-F]+)[:.,;]*");

    static final Pattern AMOUNT = Pattern.compile(
            "[0-9.]+ ?(ns|us|ms|s|sec|secs|seconds|m|min|minutes|h|hours|d|days|w|weeks|y|%|b|k|kb|kib|mb|mib|gb|gib|bytes|chars)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern URL = Pattern.compile("[a-z][a-z0-9+.-]{1,15}://.*");

    private Values() {}

    /** How a value stands in its text. */
    enum Place {
        /** In quotes, or in an element. */
        QUOTED,
        /** After {@code =}, or after an option. */
        ASSIGNED,
        /** After a colon, as the whole of a line. */
        LINE,
        /** After a colon within a line, which may be a sentence. */
        SENTENCE
    }

    /** {@return whether a value, or the beginning of a long one, is a secret} */
    static boolean secret(String value, KeyKind kind, Place place) {
        String text = value.strip();
        if (text.isEmpty() || NOTHING.contains(text.toLowerCase(Locale.ROOT).replace(' ', '_')) || masked(text)) {
            return false;
        }
        if (kind == KeyKind.TOKEN
                && place != Place.QUOTED
                && CLASS.matcher(text).matches()) {
            return false;
        }
        if (REFERENCE.matcher(text).matches()
                || (place != Place.QUOTED && CODE.matcher(text).matches())) {
            return false;
        }
        if (PEM.matcher(text).matches()) {
            return false; // the block has a rule of its own, which knows its end
        }
        if (URL.matcher(text).matches() || path(text) || sentence(text)) {
            return false;
        }
        if (NUMBER.matcher(text).matches()) {
            return number(text, kind);
        }
        if (kind == KeyKind.TOKEN && VERSION.matcher(text).matches()) {
            return false;
        }
        if (kind == KeyKind.COMMUNITY && ROUTES.matcher(text).matches()) {
            return false;
        }
        if (kind != KeyKind.PASSWORD && FILE.matcher(text).matches()) {
            return false;
        }
        if ((kind != KeyKind.PASSWORD && AMOUNT.matcher(text).matches())
                || BYTES.matcher(text).matches()) {
            return false;
        }
        return switch (kind) {
            case PIN -> Chars.digit(text.charAt(0)) && !INTERRUPTS.matcher(text).matches();
            case PASS -> pass(text, place);
            case AUTH -> auth(text);
            case SESSION -> text.length() >= 16 && classes(text) >= 2 && !text.startsWith("0x");
            case KEY -> text.length() > 1 && (given(place) || spoken(text, kind, place));
            default -> given(place) || spoken(text, kind, place);
        };
    }

    private static boolean sentence(String text) {
        int blank = text.indexOf(' ');
        return blank > 0
                && PROSE.contains(text.substring(0, blank).toLowerCase(Locale.ROOT))
                && TEXT.matcher(text).matches()
                && CLAIM.matcher(text).find();
    }

    private static boolean given(Place place) {
        return place == Place.QUOTED || place == Place.ASSIGNED;
    }

    private static boolean number(String text, KeyKind kind) {
        long digits = text.chars().filter(Chars::digit).count();
        return (kind == KeyKind.PIN && digits >= 4) || (kind == KeyKind.PASSWORD && digits >= 3);
    }

    private static boolean path(String text) {
        return PATH.matcher(text).matches() && !BASE64_START.matcher(text).matches();
    }

    private static boolean masked(String text) {
        char first = text.charAt(0);
        return (!Chars.alphanumeric(first) && text.chars().allMatch(c -> c == first))
                || (text.length() > 2 && text.chars().allMatch(c -> c == 'x' || c == 'X'));
    }

    /** Tests pass, and say so. */
    private static boolean pass(String text, Place place) {
        if (place == Place.QUOTED || place == Place.ASSIGNED) {
            return !text.contains(" ") || place == Place.QUOTED;
        }
        return text.length() >= 6
                && classes(text) >= 2
                && text.chars().noneMatch(c -> c == '/' || c == '(' || c == ' ')
                && !TEST.matcher(text).matches();
    }

    private static boolean auth(String text) {
        if (AUTH.matcher(text).matches()) {
            return true;
        }
        if (text.length() < 8 || !BASE64.matcher(text).matches()) {
            return false;
        }
        try {
            String plain = new String(Base64.getDecoder().decode(text), StandardCharsets.ISO_8859_1);
            boolean login = plain.chars().allMatch(c -> c >= ' ' && c < 0x7F) && plain.indexOf(':') > 0;
            return login || (classes(text) >= 3 && text.length() >= 20);
        } catch (IllegalArgumentException e) {
            return classes(text) >= 3 && text.length() >= 16;
        }
    }

    private static boolean spoken(String text, KeyKind kind, Place place) {
        int blank = text.indexOf(' ');
        String first = (blank < 0 ? text : text.substring(0, blank)).toLowerCase(Locale.ROOT);
        String bare = withoutEnd(first);
        if (bare.isEmpty() || PROSE.contains(bare) || !bare.chars().anyMatch(c -> Chars.alphanumeric(c) || c > 127)) {
            return false;
        }
        if (TYPE.matcher(text).matches()) {
            return false;
        }
        if (SOURCES.contains(bare) && PLAIN.matcher(text).matches()) {
            return false;
        }
        boolean likely = classes(bare.equals(first) ? text : bare) >= 2 || bare.length() >= 20;
        if (blank > 0 && place == Place.LINE) {
            // several words: a sentence, unless the key is one for sentences
            return kind == KeyKind.PASSWORD || (likely && text.length() - blank < 8);
        }
        return switch (kind) {
            case PASSWORD -> true;
            case SECRET, TOKEN, CREDENTIAL ->
                (likely
                                && bare.length() >= 6
                                && (place == Place.LINE || !JOINED.matcher(bare).matches()))
                        || (place == Place.LINE && bare.length() >= 3);
            case COMMUNITY, PSK -> place == Place.LINE || likely;
            default -> (likely && bare.length() >= 6) || (place == Place.LINE && bare.length() >= 3);
        };
    }

    /** The word without what ends a sentence. */
    static String withoutEnd(String word) {
        int end = word.length();
        while (end > 0 && ".,;:!?)]}'\"".indexOf(word.charAt(end - 1)) >= 0) {
            end--;
        }
        return word.substring(0, end);
    }

    /** {@return how many kinds of characters there are: small and capital letters, digits, anything else} */
    static int classes(String text) {
        int seen = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            seen |= Chars.digit(c) ? 1 : Chars.upper(c) ? 2 : Chars.letter(c) ? 4 : 8;
        }
        return Integer.bitCount(seen);
    }
}
