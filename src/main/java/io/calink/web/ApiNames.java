package io.calink.web;

import io.swagger.v3.core.jackson.TypeNameResolver;
import io.swagger.v3.core.jackson.TypeNameResolver.Options;
import java.util.Map;
import java.util.Set;

/** What shapes are called in the description of the API: a nested record after the one that it belongs to. */
final class ApiNames extends TypeNameResolver {
    private static final Map<String, String> OUTSIDE =
            Map.of("BundleView", "Bundle", "BundlePage", "Bundles", "ConfigView", "Config", "Preview", "Plan");

    ApiNames() {}

    /** What the shape of a type is called. */
    String of(Class<?> type) {
        return nameForClass(type, Set.of());
    }

    @Override
    protected String nameForClass(Class<?> type, Set<Options> options) {
        Class<?> owner = type.getEnclosingClass();
        String own = OUTSIDE.getOrDefault(type.getSimpleName(), type.getSimpleName());
        return owner == null ? own : nameForClass(owner, options) + own;
    }
}
