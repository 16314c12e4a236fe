package io.calink.info.linux;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A limit of a process, as {@code /proc/PID/limits} tells it.
 *
 * @param soft what holds now, {@code null} where it is unlimited
 * @param hard what it may be raised to, {@code null} where that is unlimited
 * @param unit what is counted, {@code null} where the kernel names nothing
 */
record Bound(
        @Nullable Long soft, @Nullable Long hard, @Nullable String unit) {
    private static final Pattern LINE = Pattern.compile(
            "(?m)^Max ([a-z ]{1,30}?) {2,40}(unlimited|\\d{1,20}) +(unlimited|\\d{1,20})(?: +(\\S{1,20}))? *$");

    /** Reads the table; the keys are the kernel's names in snake_case: {@code open_files}. */
    static Map<String, Bound> parse(String text) {
        Map<String, Bound> bounds = new LinkedHashMap<>();
        Matcher line = LINE.matcher(text);
        while (line.find()) {
            String name = line.group(1).toLowerCase(Locale.ROOT).replace(' ', '_');
            bounds.put(name, new Bound(Facts.whole(line.group(2)), Facts.whole(line.group(3)), line.group(4)));
        }
        return bounds;
    }
}
