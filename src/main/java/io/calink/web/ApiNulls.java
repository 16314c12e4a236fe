package io.calink.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says of shapes what holds for all of this API's JSON: every key is there, and which of them may be null. */
final class ApiNulls {
    private final Components components;
    private final ApiNames names;

    ApiNulls(Components components, ApiNames names) {
        this.components = components;
        this.names = names;
    }

    /** Completes the shape of a record, and those of all records in it. */
    void complete(Class<?> type) {
        Schema<?> schema = components.getSchemas().get(names.of(type));
        if (schema != null && schema.getRequired() == null) {
            complete(type, schema);
            schema.setRequired(new ArrayList<>(schema.getProperties().keySet()));
        }
    }

    private void complete(Class<?> type, Schema<?> schema) {
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                complete(component.getType(), schema);
                components.getSchemas().remove(names.of(component.getType()));
                continue;
            }
            inner(component.getGenericType()).forEach(this::complete);
            String key = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
            Schema<?> property = schema.getProperties().get(key);
            if (property != null && component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                schema.getProperties().put(key, orNull(property));
            }
            if (property != null && property.getItems() != null && hasNulls(component.getAnnotatedType())) {
                property.setItems(orNull(property.getItems()));
            }
        }
    }

    /** Whether elements of a list may be null. */
    private static boolean hasNulls(AnnotatedType type) {
        return type instanceof AnnotatedParameterizedType list
                && list.getAnnotatedActualTypeArguments()[0].isAnnotationPresent(Nullable.class);
    }

    private static List<Class<?>> inner(Type type) {
        List<Class<?>> records = new ArrayList<>();
        if (type instanceof Class<?> plain && plain.isRecord()) {
            records.add(plain);
        } else if (type instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) {
                records.addAll(inner(argument));
            }
        }
        return records;
    }

    private static Schema<?> orNull(Schema<?> property) {
        if (property.get$ref() == null && property.getEnum() == null) {
            Set<String> types = new LinkedHashSet<>(property.getTypes());
            types.add("null");
            property.setTypes(types);
            return property;
        }
        return new JsonSchema().oneOf(List.of(property, new JsonSchema().types(Set.of("null"))));
    }
}
