package io.calink.redaction;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is looked for: the rules that are built in, and the owner's; unchangeable, and safe to share. */
public final class Rules {
    private static final String NAME = "[A-Za-z0-9_.-]{1,64}";

    private final Settings settings;
    private final Map<String, Pattern> own = new TreeMap<>();
    private final List<PathMatcher> allowed = new ArrayList<>();
    private final Set<String> keep;
    private final List<Gate.Literal<Detector>> literals = Catalogue.literals();
    private final String id;

    private Rules(Settings settings) {
        this.settings = settings;
        this.keep = Set.copyOf(settings.keep());
        settings.rules().forEach((name, pattern) -> own.put(name, compiled(name, pattern)));
        settings.allow().forEach(glob -> allowed.add(matcher(glob)));
        this.id = digest(settings);
    }

    /**
     * Checks and prepares the rules.
     *
     * @throws RuleException for a pattern or a glob that cannot be used
     */
    public static Rules of(Settings settings) {
        return new Rules(settings);
    }

    /** {@return a digest of the rules that are built in and of the settings: equal only if the same text would be removed} */
    public String id() {
        return id;
    }

    /** {@return the settings that these rules were made from} */
    public Settings settings() {
        return settings;
    }

    /** {@return whether a glob of {@code allow} names this absolute path} */
    public boolean allows(String path) {
        if (allowed.isEmpty()) {
            return false;
        }
        Path asked = Path.of(path);
        return allowed.stream().anyMatch(matcher -> matcher.matches(asked));
    }

    /** {@return whether a word is never removed} */
    boolean keeps(String value) {
        return keep.contains(value) || (!keep.isEmpty() && keep.contains(value.strip()));
    }

    Map<String, Pattern> own() {
        return own;
    }

    List<Gate.Literal<Detector>> literals() {
        return literals;
    }

    private static Pattern compiled(String name, String pattern) {
        if (!name.matches(NAME)) {
            throw new RuleException(name, "the name of a rule has 1 to 64 letters, digits and . _ -");
        }
        try {
            Pattern compiled = Pattern.compile(pattern, Pattern.MULTILINE);
            if (pattern.isEmpty() || compiled.matcher("").find()) {
                throw new RuleException(
                        name, "the pattern finds the empty text too: say what has to be there at least");
            }
            return compiled;
        } catch (PatternSyntaxException e) {
            throw new RuleException(
                    name, "this is no pattern in the syntax of RE2: " + e.getDescription() + ": `" + pattern + "`");
        }
    }

    private static PathMatcher matcher(String glob) {
        if (!glob.startsWith("/")) {
            throw new RuleException(glob, "a glob of allow names absolute paths, as in /etc/ssl/private/*.pem");
        }
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (java.util.regex.PatternSyntaxException e) {
            throw new RuleException(glob, "this is no glob: " + e.getDescription());
        }
    }

    private static String digest(Settings settings) {
        List<String> parts = new ArrayList<>(List.of(Catalogue.VERSION, String.valueOf(settings.enabled())));
        new TreeMap<>(settings.rules()).forEach((name, pattern) -> {
            parts.add("rule " + name);
            parts.add(pattern);
        });
        new TreeSet<>(settings.keep()).forEach(word -> parts.add("keep " + word));
        new TreeSet<>(settings.allow()).forEach(glob -> parts.add("allow " + glob));
        new TreeSet<>(settings.pseudonyms()).forEach(kind -> parts.add("pseudonym " + kind));
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                sha.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                sha.update(bytes);
            }
            return HexFormat.of().formatHex(sha.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
