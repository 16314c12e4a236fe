package io.calink.web;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.calink.archive.Format;
import io.calink.bundle.Preview;
import io.calink.bundle.Verification;
import io.calink.encryption.Encrypted;
import io.calink.info.sampling.History;
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
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What bodies look like: their media type, their shape, and an example of each. */
final class ApiShapes {
    private static final String JSON = "application/json";
    private static final Set<String> EMPTY = Set.of("204", "304", "416");

    /** The shape of an answer by operation and status; any JSON where none is named. */
    private static final Map<String, Class<?>> SHAPES = Map.ofEntries(
            Map.entry("createBundle-200", BundleView.class),
            Map.entry("createBundle-202", BundleView.class),
            Map.entry("cancelBundle-202", BundleView.class),
            Map.entry("pinBundle-200", BundleView.class),
            Map.entry("unpinBundle-200", BundleView.class),
            Map.entry("getBundle-200", BundleView.class),
            Map.entry("listBundles-200", BundlePage.class),
            Map.entry("listEntries-200", EntryPage.class),
            Map.entry("verifyBundle-200", Verification.class),
            Map.entry("getInfoHistory-200", History.class),
            Map.entry("getPlan-200", Preview.class),
            Map.entry("getConfig-200", ConfigView.class));

    /** Answers that are, or can be, an archive. */
    private static final Set<String> ARCHIVES = Set.of("createBundle-200", "getArchive-200", "getArchive-206");

    /** Answers that are files out of an archive. */
    private static final Set<String> FILES =
            Set.of("getEntry-200", "getEntry-206", "getEntryByName-200", "getEntryByName-206");

    private static final List<String> OF_FILES = List.of("ETag", "Accept-Ranges", "Content-Disposition");
    private static final List<String> OF_PARTS =
            List.of("ETag", "Accept-Ranges", "Content-Disposition", "Content-Range");

    private static final Map<String, List<String>> HEADERS = Map.ofEntries(
            Map.entry(
                    "createBundle-200",
                    List.of("Location", "Content-Disposition", "Preference-Applied", Orders.REPLAYED)),
            Map.entry("createBundle-202", List.of("Location", "Retry-After", "Preference-Applied", Orders.REPLAYED)),
            Map.entry("cancelBundle-202", List.of("Location", "Retry-After")),
            Map.entry("getBundle-200", List.of("Retry-After", "Preference-Applied")),
            Map.entry("getArchive-200", List.of("ETag", "Repr-Digest", "Accept-Ranges", "Content-Disposition")),
            Map.entry(
                    "getArchive-206",
                    List.of("ETag", "Repr-Digest", "Accept-Ranges", "Content-Disposition", "Content-Range")),
            Map.entry("getArchive-304", List.of("ETag")),
            Map.entry("getArchive-416", List.of("Content-Range")),
            Map.entry("getEntry-200", OF_FILES),
            Map.entry("getEntry-206", OF_PARTS),
            Map.entry("getEntry-304", List.of("ETag")),
            Map.entry("getEntry-416", List.of("Content-Range")),
            Map.entry("getEntryByName-200", OF_FILES),
            Map.entry("getEntryByName-206", OF_PARTS),
            Map.entry("getEntryByName-304", List.of("ETag")),
            Map.entry("getEntryByName-416", List.of("Content-Range")));

    /** Problems that tell when to try again. */
    private static final Set<ProblemType> FOR_A_WHILE = Set.of(
            ProblemType.NOT_READY, ProblemType.QUEUE_FULL, ProblemType.UNAVAILABLE, ProblemType.INFORMATION_NOT_YET);

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
        Objects.requireNonNullElse(operation.getParameters(), List.<Parameter>of()).stream()
                .filter(parameter -> parameter.getSchema() == null)
                .forEach(parameter -> parameter.setSchema(new JsonSchema().types(Set.of("string"))));
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
            return;
        }
        Content content = new Content();
        if (key.startsWith("followBundle")) {
            response.setContent(content.addMediaType(
                    EventText.TYPE,
                    new MediaType()
                            .schema(new JsonSchema().types(Set.of("string")))
                            .example("id: 1795378293000001\nevent: progress\ndata: {\"id\": ...}\n\n")));
            return;
        }
        if (FILES.contains(key)) {
            for (String type : List.of("text/plain", "application/octet-stream")) {
                content.addMediaType(
                        type,
                        new MediaType()
                                .schema(new JsonSchema().types(Set.of("string")).format("binary")));
            }
            response.setContent(content);
            return;
        }
        Class<?> shape = SHAPES.get(key);
        // JSON goes first: programs that are generated from this take the first type for what the call returns
        if (shape != null || !ARCHIVES.contains(key)) {
            content.addMediaType(
                    JSON,
                    new MediaType()
                            .schema(shape == null ? new JsonSchema() : reference(shape))
                            .example(example(
                                    shape == BundleView.class && key.endsWith("-200") ? "getBundle-200" : key)));
        }
        if (ARCHIVES.contains(key)) {
            for (Format format : Format.values()) {
                content.addMediaType(
                        format.mediaType(),
                        new MediaType()
                                .schema(new JsonSchema().types(Set.of("string")).format("binary")));
            }
            content.addMediaType(
                    Encrypted.MEDIA_TYPE,
                    new MediaType()
                            .schema(new JsonSchema().types(Set.of("string")).format("binary")));
        }
        response.setContent(content);
    }

    /** Of several types that an answer may have, all are described, and the first is the example. */
    private ApiResponse problem(String reference, String status) {
        List<ProblemType> types = Stream.of(
                        reference.substring(reference.lastIndexOf('/') + 1).split(",", -1))
                .map(ProblemType::valueOf)
                .toList();
        ProblemType type = types.get(0);
        Problem example = new Problem(type.uri(), type.title(), type.status(), "What happened here, and what to do.");
        ApiResponse response = new ApiResponse()
                .description(types.stream().map(ProblemType::title).collect(Collectors.joining(". Or: ", "", ".")))
                .content(new Content()
                        .addMediaType(
                                ProblemWriter.TYPE,
                                new MediaType()
                                        .schema(reference(Problem.class))
                                        .example(json.convertValue(example, Map.class))));
        if (status.equals("401")) {
            response.addHeaderObject("WWW-Authenticate", new Header().schema(new JsonSchema().types(Set.of("string"))));
        }
        boolean retry = FOR_A_WHILE.contains(type);
        if (retry || type == ProblemType.METHOD_NOT_ALLOWED) {
            response.addHeaderObject(
                    retry ? "Retry-After" : "Allow", new Header().schema(new JsonSchema().types(Set.of("string"))));
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
                .addProperty("age_recipients", recipients())
                .additionalProperties(false);
    }

    private static Schema<?> keys(String section) {
        Schema<?> keys = new JsonSchema()
                // null is said here too: generated programs would otherwise send an empty list, which is none
                .types(new LinkedHashSet<>(List.of("array", "null")))
                .description("Keys of `[" + section + "]`; all if it is missing, none if it is empty.");
        keys.setItems(new JsonSchema().types(Set.of("string")));
        return keys;
    }

    private static Schema<?> recipients() {
        Schema<?> recipients = new JsonSchema()
                .types(Set.of("array"))
                .description("Public keys of age for whose holders the archive is encrypted, besides those that the "
                        + "configuration names. Its name then ends in `.age`, its type is `application/vnd.age`, and "
                        + "the service cannot look into it.");
        recipients.setItems(new JsonSchema().types(Set.of("string")));
        return recipients;
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
