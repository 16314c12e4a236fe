package io.calink.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Sizes, times and numbers as {@code [limits]} writes them. */
public final class Quantities {
    private static final Pattern QUANTITY = Pattern.compile("([0-9]{1,30}(?:\\.[0-9]{1,9})?)[ \\t]*([A-Za-z]{0,3})");

    private static final Map<String, Long> SIZES = Map.of(
            "", 1L,
            "B", 1L,
            "K", 1L << 10,
            "KiB", 1L << 10,
            "M", 1L << 20,
            "MiB", 1L << 20,
            "G", 1L << 30,
            "GiB", 1L << 30);
    private static final Map<String, Long> DECIMAL_SIZES = Map.of("KB", 1_000L, "MB", 1_000_000L, "GB", 1_000_000_000L);
    private static final Map<String, Long> TIMES =
            Map.of("", 1_000L, "ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    // far from where adding a few of them, or counting them in nanoseconds, overflows
    private static final long MOST_BYTES = 1L << 60;
    private static final long MOST_DAYS = 36_500;
    private static final long MOST_MILLIS = MOST_DAYS * 86_400_000L;

    private Quantities() {}

    /**
     * A time such as {@code 30s}, {@code 2h}, {@code 7d} or {@code 1.5h}: a number and {@code ms}, {@code s},
     * {@code m}, {@code h} or {@code d}; without a unit it is seconds.
     *
     * @throws IllegalArgumentException if it is none, negative, or more than 36500d; the message says what was expected
     */
    public static Duration time(String text) {
        return Duration.ofMillis(millis(text));
    }

    static long millis(String text) {
        return number(text, "time", Map.of(), TIMES, "milliseconds", MOST_MILLIS, MOST_DAYS + "d");
    }

    /**
     * A size in bytes such as {@code 64MiB}: a number and {@code B}, {@code K}, {@code KiB}, {@code M}, {@code MiB},
     * {@code G}, {@code GiB} (1024) or {@code KB}, {@code MB}, {@code GB} (1000); without a unit it is bytes.
     */
    static long size(String text) {
        return number(text, "size", DECIMAL_SIZES, SIZES, "bytes", MOST_BYTES, (MOST_BYTES >> 30) + "GiB");
    }

    /** A whole number up to {@code most}. */
    static long count(String text, long most) {
        if (!text.matches("[0-9]{1,30}")) {
            throw new IllegalArgumentException(Wording.quote(text) + " is not a whole number; 0 is no limit");
        }
        BigDecimal number = new BigDecimal(text);
        if (number.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw new IllegalArgumentException(Wording.quote(text) + " is too large; it is at most " + most);
        }
        return number.longValueExact();
    }

    private static long number(
            String text,
            String kind,
            Map<String, Long> decimal,
            Map<String, Long> units,
            String base,
            long most,
            String mostText) {
        Matcher matcher = QUANTITY.matcher(text);
        String unit = matcher.matches() ? matcher.group(2) : "?";
        Long factor = units.containsKey(unit) ? units.get(unit) : decimal.get(unit);
        if (factor == null) {
            throw new IllegalArgumentException(Wording.quote(text) + " is not a " + kind + "; " + grammar(kind)
                    + meant(text, unit, decimal, units));
        }
        BigDecimal number = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(factor));
        if (number.stripTrailingZeros().scale() > 0) {
            throw new IllegalArgumentException(Wording.quote(text) + " is not a whole number of " + base);
        }
        if (number.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw new IllegalArgumentException(
                    Wording.quote(text) + " is too large; a " + kind + " is at most " + mostText);
        }
        return number.longValueExact();
    }

    private static String grammar(String kind) {
        return kind.equals("size")
                ? "a size is a number and B, K or KiB, M or MiB, G or GiB (1024), KB, MB or GB (1000); none is bytes"
                : "a time is a number and ms, s, m, h or d; none is seconds";
    }

    /** The unit in the letters that were expected, where only large and small were mixed up. */
    private static String meant(String text, String unit, Map<String, Long> decimal, Map<String, Long> units) {
        return Stream.concat(decimal.keySet().stream(), units.keySet().stream())
                .filter(known -> known.equalsIgnoreCase(unit))
                .map(known -> "; did you mean " + text.substring(0, text.length() - unit.length()) + known + "?")
                .sorted()
                .findFirst()
                .orElse("");
    }
}
