package io.calink.bundle;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.TimeZone;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The one dialect of JSON that CaLink speaks: snake_case keys that are always there, times in ISO-8601 and UTC. */
public final class Json {
    private Json() {}

    /** A mapper that reads and writes this dialect. It never closes a stream that it was given. */
    public static JsonMapper mapper() {
        return customize(JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(100)
                                .build())
                        .build()))
                .build();
    }

    /** Makes a mapper that somebody else builds speak this dialect. */
    public static JsonMapper.Builder customize(JsonMapper.Builder builder) {
        return builder.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .disable(tools.jackson.core.StreamWriteFeature.AUTO_CLOSE_TARGET)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .defaultTimeZone(TimeZone.getTimeZone("UTC"))
                .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.ALWAYS));
    }
}
