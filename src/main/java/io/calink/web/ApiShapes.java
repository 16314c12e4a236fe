package io.calink.web;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.calink.bundle.Preview;
import io.calink.jobs.Problem;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What bodies look like: their media type, their shape, and an example of each. */
final class ApiShapes {
    private static final String JSON = "application/json";
    private static final String GZIP = "application/gzip";
    private static final Set<String> EMPTY = Set.of("204", "304", "416");

    /** The shape of an answer by operation and status; any JSON where none is named. */
    private static final Map<String, Class<?>> SHAPES = Map.of(
            "createBundle-202", BundleView.class,
            "getBundle-200", BundleView.class,
            "listBundles-200", BundlePage.class,
            "getPlan-200", Preview.class,
            "getConfig-200", ConfigView.class);

    private static final Map<String, List<String>> HEADERS = Map.of(
            "createBundle-200", List.of("Location", "Content-Disposition"),
            "createBundle-202", List.of("Location", "Retry-After"),
            "getBundle-200", List.of("Retry-After"),
            "getArchive-200", List.of("ETag", "Accept-Ranges", "Content-Disposition"),
            "getArchive-206", List.of("ETag", "Accept-Ranges", "Content-Disposition", "Content-Range"),
            "getArchive-304", List.of("ETag"),
            "getArchive-416", List.of("Content-Range"));

    private final ModelConverters converters = new ModelConverters(true);
    private final ApiNames names = new ApiNames();
    private final Components components;
    private final JsonMapper json;

    ApiShapes(Components components, JsonMapper json) {
        this.components = components;
        this.json = json;
        converters.addConverter(new ModelResolver(
                        Json31.mapper().copy().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE), names)
                .openapi31(true));
    }

    void describe(OpenAPI api) {
        api.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .forEach(this::describe);
    }

    private void describe(Operation operation) {
        operation.getResponses().forEach((status, response) -> {
            if (response.get$ref() != null) {
                operation.getResponses().put(status, problem(response.get$ref(), status));
            } else if (isOurs(operation)) {
                answer(operation.getOperationId() + "-" + status, status, response);
            }
        });
        if (operation.getOperationId().equals("createBundle")) {
            operation.requestBody(new RequestBody()
                    .description("What to pick from the configuration, by key; everything if there is no body.")
                    .content(new Content()
                            .addMediaType(JSON, new MediaType().schema(order()).example(example("createBundle")))));
        }
    }

    private static boolean isOurs(Operation operation) {
        return operation.getTags() != null && !operation.getTags().contains("Actuator");
    }

    private void answer(String key, String status, ApiResponse response) {
        HEADERS.getOrDefault(key, List.of())
                .forEach(name ->
                        response.addHeaderObject(name, new Header().schema(new JsonSchema().types(Set.of("string")))));
        if (EMPTY.contains(status)) {
            response.setContent(null);
        } else if (key.startsWith("getArchive") || key.equals("createBundle-200")) {
            response.setContent(new Content()
                    .addMediaType(
                            GZIP,
                            new MediaType()
                                    .schema(new JsonSchema()
                                            .types(Set.of("string"))
                                            .format("binary"))));
        } else {
            Class<?> shape = SHAPES.get(key);
            response.setContent(new Content()
                    .addMediaType(
                            JSON,
                            new MediaType()
                                    .schema(shape == null ? new JsonSchema() : reference(shape))
                                    .example(example(key))));
        }
    }

    private ApiResponse problem(String reference, String status) {
        ProblemType type = ProblemType.valueOf(reference.substring(reference.lastIndexOf('/') + 1));
        Problem example = new Problem(type.uri(), type.title(), type.status(), "What happened here, and what to do.");
        ApiResponse response = new ApiResponse()
                .description(type.title() + ".")
                .content(new Content()
                        .addMediaType(
                                ProblemWriter.TYPE,
                                new MediaType()
                                        .schema(reference(Problem.class))
                                        .example(json.convertValue(example, Map.class))));
        if (status.equals("401")) {
            response.addHeaderObject("WWW-Authenticate", new Header().schema(new JsonSchema().types(Set.of("string"))));
        }
        if (Set.of("405", "409", "429", "503").contains(status)) {
            response.addHeaderObject(
                    status.equals("405") ? "Allow" : "Retry-After",
                    new Header().schema(new JsonSchema().types(Set.of("string"))));
        }
        return response;
    }

    private Schema<?> reference(Class<?> shape) {
        ResolvedSchema resolved = converters.resolveAsResolvedSchema(new AnnotatedType(shape).resolveAsRef(true));
        resolved.referencedSchemas.forEach(components::addSchemas);
        new ApiNulls(components, names).complete(shape);
        return resolved.schema;
    }

    private static Schema<?> order() {
        return new JsonSchema()
                .types(Set.of("object"))
                .addProperty("note", text("What the bundle is for.").maxLength(200))
                .addProperty("info", keys("info"))
                .addProperty("files", keys("files"))
                .addProperty("commands", keys("commands"))
                .addProperty("since", text("Leaves out logs that were not modified since, such as `2h` or `7d`."))
                .addProperty("format", text("The format of the archive, `tar.gz`."))
                .additionalProperties(false);
    }

    private static Schema<?> keys(String section) {
        Schema<?> keys = new JsonSchema()
                .types(Set.of("array"))
                .description("Keys of `[" + section + "]`; all if it is missing, none if it is empty.");
        keys.setItems(new JsonSchema().types(Set.of("string")));
        return keys;
    }

    private static Schema<?> text(String description) {
        return new JsonSchema().types(Set.of("string")).description(description);
    }

    private @Nullable Object example(String key) {
        String name = "examples/" + key + ".json";
        try (InputStream text = ApiShapes.class.getResourceAsStream(name)) {
            return text == null ? null : json.readValue(text, Object.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
