package dev.postern.ingest.contract;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;

/**
 * Names the refusals and the security that routes share. Public because the OpenAPI extension makes it by reflection.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class CommonRefusals implements OASFilter {
    private static final Map<String, String> REFUSALS = refusals();

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getPaths()
                .getPathItems()
                .values()
                .forEach(path -> path.getOperations().values().forEach(CommonRefusals::complete));
    }

    private static void complete(Operation operation) {
        operation.setSecurity(List.of(OASFactory.createSecurityRequirement().addScheme("x-api-key", List.of())));
        REFUSALS.forEach((status, description) -> operation
                .getResponses()
                .addAPIResponse(status, OASFactory.createAPIResponse().description(description)));
    }

    private static Map<String, String> refusals() {
        Map<String, String> refusals = new LinkedHashMap<>();
        refusals.put("400", "The message holds no code and is too long to be kept without one");
        refusals.put("403", "The API key is missing, unknown or revoked, or lacks the scope");
        refusals.put("413", "The body is longer than 1 MiB");
        refusals.put("422", "Fields of the request are missing or wrong; all of them are named");
        refusals.put("503", "Nothing was acknowledged: the same request may be sent again after Retry-After");
        return refusals;
    }
}
