package io.calink.web;

import io.calink.config.Quantities;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The parameters of a request's query, read strictly: what is not understood is said, not guessed. */
final class Parameters {
    private final HttpServletRequest request;

    Parameters(HttpServletRequest request) {
        this.request = request;
    }

    private String @Nullable [] values(String name) {
        try {
            return request.getParameterValues(name);
        } catch (IllegalStateException e) {
            throw ProblemType.BAD_PARAMETER.says("The query is not encoded as a URL demands: % with two hexadecimal "
                    + "digits for each byte of UTF-8.");
        }
    }

    @Nullable
    String text(String name) {
        String[] values = values(name);
        if (values == null) {
            return null;
        }
        if (values.length > 1) {
            throw ProblemType.BAD_PARAMETER.says(
                    "The parameter \"" + name + "\" is there " + values.length + " times; give it once.");
        }
        return values[0];
    }

    /** Values between commas, of all occurrences; {@code null} if there is none, empty for an empty value. */
    @Nullable
    List<String> list(String name) {
        String[] values = values(name);
        if (values == null) {
            return null;
        }
        List<String> list = new ArrayList<>();
        for (String value : values) {
            for (String part : value.split(",", -1)) {
                if (!part.isBlank()) {
                    list.add(part.strip());
                }
            }
        }
        return list;
    }

    /** {@code true}, {@code false} or {@code null}; the name alone is {@code true}. */
    @Nullable
    Boolean flag(String name) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "", "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default ->
                throw ProblemType.BAD_PARAMETER.says(
                        "The parameter \"" + name + "\" is " + quoted(value) + "; it is true or false.");
        };
    }

    /** A time such as {@code 15m}, or {@code null}. */
    @Nullable
    Duration time(String name) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        try {
            return Quantities.time(value);
        } catch (IllegalArgumentException e) {
            throw ProblemType.BAD_PARAMETER.says(
                    "The parameter \"" + name + "\" is a time such as 90s, 15m or 1h: " + e.getMessage() + ".");
        }
    }

    int number(String name, int least, int most, int otherwise) {
        String value = text(name);
        if (value == null) {
            return otherwise;
        }
        int number = value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : -1;
        if (number < least || number > most) {
            throw ProblemType.BAD_PARAMETER.says("The parameter \"" + name + "\" is " + quoted(value)
                    + "; it is a number from " + least + " to " + most + ".");
        }
        return number;
    }

    /** What a client sent, short enough to be repeated to it. */
    static String quoted(String value) {
        int longest = 80;
        return "\"" + (value.length() > longest ? value.substring(0, longest) + "..." : value) + "\"";
    }
}
