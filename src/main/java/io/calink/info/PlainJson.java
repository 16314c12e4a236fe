package io.calink.info;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Turns values into plain JSON: records become ordered maps with snake_case keys, instants ISO-8601 strings. */
final class PlainJson {
    private static final int DEEPEST = 100;

    private final Map<Class<?>, List<Field>> fields = new ConcurrentHashMap<>();

    private record Field(String key, Method accessor) {}

    /**
     * The plain form of a value.
     *
     * @throws IllegalArgumentException if JSON has no form for it; the message says where
     */
    @Nullable
    Object plain(@Nullable Object value) {
        return plain(value, "", 0);
    }

    private @Nullable Object plain(@Nullable Object value, String at, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("Its value is nested more than " + DEEPEST + " levels deep.");
        }
        if (value == null || value instanceof Boolean) {
            return value;
        }
        if (value instanceof CharSequence || value instanceof Character || value instanceof Enum<?>) {
            return wellFormed(value.toString());
        }
        if (value instanceof Number number) {
            return number(number, at);
        }
        if (value instanceof Instant instant) {
            return instant.toString();
        }
        if (value instanceof Map<?, ?> map) {
            return object(map, at, depth);
        }
        if (value instanceof Collection<?> list) {
            return list(list, at, depth);
        }
        if (value instanceof Record parts) {
            return object(parts, at, depth);
        }
        if (value.getClass().isArray()) {
            return list(elements(value), at, depth);
        }
        throw none(at);
    }

    private static Number number(Number number, String at) {
        if (number instanceof Double || number instanceof Float) {
            if (!Double.isFinite(number.doubleValue())) {
                throw new IllegalArgumentException("JSON has no " + number + ", which its value has" + where(at) + ".");
            }
            return number;
        }
        boolean plain = number instanceof Integer
                || number instanceof Long
                || number instanceof Short
                || number instanceof Byte
                || number instanceof BigInteger
                || number instanceof BigDecimal;
        if (!plain) {
            throw none(at);
        }
        return number;
    }

    private Map<String, @Nullable Object> object(Map<?, ?> map, String at, int depth) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (!(key instanceof CharSequence || key instanceof Number || key instanceof Enum<?>)) {
                throw new IllegalArgumentException("Its value has a key" + where(at) + " that is no text.");
            }
            String name = wellFormed(key.toString());
            object.put(name, plain(value, at + "." + name, depth + 1));
        });
        return Collections.unmodifiableMap(object);
    }

    private Map<String, @Nullable Object> object(Record value, String at, int depth) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (Field field : fields.computeIfAbsent(value.getClass(), PlainJson::fieldsOf)) {
            object.put(field.key, plain(get(field, value), at + "." + field.key, depth + 1));
        }
        return Collections.unmodifiableMap(object);
    }

    private List<@Nullable Object> list(Collection<?> elements, String at, int depth) {
        List<@Nullable Object> list = new ArrayList<>(elements.size());
        for (Object element : elements) {
            list.add(plain(element, at + "[]", depth + 1));
        }
        return Collections.unmodifiableList(list);
    }

    private static List<@Nullable Object> elements(Object array) {
        List<@Nullable Object> elements = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            elements.add(Array.get(array, i));
        }
        return elements;
    }

    private static List<Field> fieldsOf(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).map(PlainJson::field).toList();
    }

    private static Field field(RecordComponent component) {
        Method accessor = component.getAccessor();
        accessor.setAccessible(true); // records of callers are often private
        return new Field(snakeCase(component.getName()), accessor);
    }

    private static @Nullable Object get(Field field, Record value) {
        try {
            return field.accessor.invoke(value);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalArgumentException("Its value has no readable " + field.key + ".", e);
        }
    }

    private static String snakeCase(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }

    /** JSON travels as UTF-8, which has no form for half a surrogate pair. */
    private static String wellFormed(String text) {
        boolean plain = text.chars().noneMatch(c -> Character.isSurrogate((char) c));
        return plain
                ? text
                : text.codePoints()
                        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    private static IllegalArgumentException none(String at) {
        return new IllegalArgumentException("Its value is not plain JSON" + where(at) + ".");
    }

    private static String where(String at) {
        return at.isEmpty() ? "" : " at " + (at.startsWith(".") ? at.substring(1) : at);
    }
}
