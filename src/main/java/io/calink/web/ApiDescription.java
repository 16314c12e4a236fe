package io.calink.web;

import io.calink.bundle.Version;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.ArrayList;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Describes the API beyond what the controllers say of themselves: shapes, examples, problems. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {
    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("CaLink")
                        .version(Version.current())
                        .description("Gathers everything about this machine into one archive. What goes wrong is said "
                                + "as a problem of RFC 9457, whatever `Accept` says. Secrets are removed from archives and "
                                + "answers: `[REDACTED:rule]` stands in their place.")
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .servers(List.of(new Server().url("/").description("This service")))
                .components(new Components()
                        .addSecuritySchemes(
                                "bearer",
                                scheme(
                                        "bearer",
                                        "A token of `calink token`, or a JWT of the OpenID Connect issuer if the "
                                                + "service has one."))
                        .addSecuritySchemes("basic", scheme("basic", "Any user name, the token as password.")))
                .addSecurityItem(new SecurityRequirement())
                .addSecurityItem(new SecurityRequirement().addList("bearer"))
                .addSecurityItem(new SecurityRequirement().addList("basic"));
    }

    @Bean
    OpenApiCustomizer apiShapes(JsonMapper json) {
        return api -> {
            api.getPaths()
                    .forEach((path, calls) -> calls.readOperationsMap()
                            .forEach((method, call) -> refusals(path, method, call.getResponses())));
            new ApiShapes(api.getComponents(), json).describe(api);
        };
    }

    /** What those are told who may not call, which no controller knows of. */
    private static void refusals(String path, PathItem.HttpMethod method, ApiResponses answers) {
        answers.addApiResponse("401", new ApiResponse().$ref(ProblemType.UNAUTHENTICATED.name()));
        List<String> forbidden = new ArrayList<>();
        if (!CallPaths.areForViewers(path)) {
            forbidden.add(ProblemType.ROLE_TOO_LOW.name());
        }
        if (!Gate.SAFE.contains(method.name())) {
            forbidden.add(ProblemType.CROSS_SITE.name());
        }
        if (!forbidden.isEmpty()) {
            answers.addApiResponse("403", new ApiResponse().$ref(String.join(",", forbidden)));
        }
    }

    private static SecurityScheme scheme(String name, String description) {
        return new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme(name).description(description);
    }
}
