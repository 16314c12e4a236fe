package io.calink.redaction;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Samples from a file of this folder: one in a line, below the name of its class. What is secret stands between « and »,
 * ⏎ is the end of a line, and ~20 are twenty made-up letters and digits (~20h: hexadecimal, ~20u: capitals and digits,
 * ~20l: small letters and digits), so that no file of the project holds what a scanner would take for a token.
 */
record Corpus(List<Sample> samples) {
    private static final Pattern MADE_UP = Pattern.compile("~(\\d+)([hul]?)");
    private static final Pattern MARKED = Pattern.compile("«(.*?)»", Pattern.DOTALL);
    private static final String LETTERS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /** A text with its secrets, none of which may be left. */
    record Sample(String kind, String text, List<String> secrets) {
        boolean hiddenIn(String redacted) {
            return secrets.stream().allMatch(secret -> gone(secret, redacted));
        }

        /** Neither the secret nor a third of it. */
        private boolean gone(String secret, String redacted) {
            if (secret.length() < 18) {
                return !redacted.contains(secret);
            }
            int third = secret.length() / 3;
            return !redacted.contains(secret.substring(0, third + 4))
                    && !redacted.contains(secret.substring(third, 2 * third))
                    && !redacted.contains(secret.substring(2 * third));
        }
    }

    static Corpus read(String name) throws IOException {
        try (InputStream file = Corpus.class.getResourceAsStream(name)) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            Random random = new Random(4711);
            List<Sample> samples = new ArrayList<>();
            String kind = "";
            for (String line : text.split("\n", -1)) {
                if (line.startsWith("== ")) {
                    kind = line.substring(3);
                } else if (!line.isBlank()) {
                    samples.add(sample(kind, expanded(line, random)));
                }
            }
            return new Corpus(List.copyOf(samples));
        }
    }

    private static Sample sample(String kind, String line) {
        List<String> secrets = new ArrayList<>();
        Matcher marked = MARKED.matcher(line);
        while (marked.find()) {
            secrets.add(marked.group(1));
        }
        return new Sample(kind, line.replace("«", "").replace("»", ""), List.copyOf(secrets));
    }

    private static String expanded(String line, Random random) {
        return MADE_UP.matcher(line.replace("⏎", "\n")).replaceAll(match -> {
            int letters = switch (match.group(2)) {
                case "h" -> 16;
                case "l" -> 36;
                default -> 62;
            };
            StringBuilder made = new StringBuilder();
            for (int i = 0; i < Integer.parseInt(match.group(1)); i++) {
                char c = LETTERS.charAt(random.nextInt(letters));
                made.append(match.group(2).equals("u") ? Character.toUpperCase(c) : c);
            }
            return made.toString();
        });
    }
}
