package io.calink.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Set;

/** Describes health and metrics in the API, of which their makers say next to nothing. */
final class WatchingCalls {
    private WatchingCalls() {}

    /** Settings may leave either of them out. */
    static void describe(OpenAPI api) {
        api.getPaths().forEach((path, item) -> {
            if (path.equals("/actuator/prometheus")) {
                metrics(item.getGet());
            } else if (path.equals("/actuator/health")) {
                health(item.getGet());
            }
        });
    }

    private static void metrics(Operation metrics) {
        metrics.operationId("getMetrics").summary("The metrics, as Prometheus reads them");
        metrics.getParameters().removeIf(parameter -> !parameter.getName().equals("includedNames"));
        metrics.getParameters()
                .forEach(parameter -> parameter.description("Names between commas, to get these metrics only."));
        Schema<?> text = new JsonSchema().types(Set.of("string"));
        ApiResponse answer = metrics.getResponses().get("200");
        if (answer != null) {
            answer.description("The metrics.");
            answer.getContent().values().forEach(content -> content.schema(text));
        }
    }

    private static void health(Operation health) {
        health.operationId("getHealth")
                .summary("Whether the service is well")
                .description("`components.storage` is about the data directory, `components.calink` about the "
                        + "configuration.");
        ApiResponse well = health.getResponses().get("200");
        if (well != null) {
            well.description("It is well.");
            health.getResponses()
                    .addApiResponse(
                            "503",
                            new ApiResponse()
                                    .description("It is up, but bundles cannot be kept; `components` says why.")
                                    .content(well.getContent()));
        }
    }
}
