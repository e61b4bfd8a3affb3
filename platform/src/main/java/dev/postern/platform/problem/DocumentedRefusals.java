package dev.postern.platform.problem;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/**
 * Adds to every OpenAPI document the refusals and the security scheme that all routes share. A route then documents only what is
 * particular to it. Public because the OpenAPI extension creates it by reflection.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class DocumentedRefusals implements OASFilter {
    private static final String SCHEME = "x-api-key";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getPaths()
                .getPathItems()
                .values()
                .forEach(path -> path.getOperations().values().forEach(DocumentedRefusals::complete));
    }

    private static void complete(Operation operation) {
        if (operation.getRequestBody() != null) {
            answer(operation, "408", "The body came too slowly");
            answer(operation, "413", "The body is longer than the route takes");
        }
        if (operation.getSecurity() != null) {
            // The route documents its own security and refusals.
            return;
        }
        operation.setSecurity(List.of(OASFactory.createSecurityRequirement().addScheme(SCHEME, List.of())));
        answer(operation, "403", "The API key is missing, unknown or revoked, or lacks the scope");
        answer(
                operation,
                "429",
                "A limit of the organisation or the key is used up; Retry-After says when to send it again");
        answer(operation, "503", "Passing trouble: the same request may be sent again");
        if (has(operation, Parameter.In.PATH)) {
            answer(operation, "404", "Unknown, or of another organisation: nobody can tell which");
        }
        if (operation.getRequestBody() != null || has(operation, Parameter.In.QUERY)) {
            answer(operation, "422", "Fields of the request are missing or wrong; all of them are named");
        }
    }

    private static boolean has(Operation operation, Parameter.In place) {
        List<Parameter> parameters = operation.getParameters();
        return parameters != null && parameters.stream().anyMatch(parameter -> parameter.getIn() == place);
    }

    private static void answer(Operation operation, String status, String description) {
        Map<String, ?> known = operation.getResponses().getAPIResponses();
        if (known == null || !known.containsKey(status)) {
            operation
                    .getResponses()
                    .addAPIResponse(status, OASFactory.createAPIResponse().description(description));
        }
    }
}
