package dev.postern.platform.body;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Adds to every OpenAPI document how long an id in a path may be: {@link PathLimit}. Public because the OpenAPI extension creates
 * it by reflection.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class DocumentedLengths implements OASFilter {

    @Override
    public void filterOpenAPI(OpenAPI document) {
        for (PathItem path : document.getPaths().getPathItems().values()) {
            limit(path.getParameters());
            path.getOperations().values().stream().map(Operation::getParameters).forEach(DocumentedLengths::limit);
        }
    }

    private static void limit(@Nullable List<Parameter> parameters) {
        if (parameters != null) {
            parameters.stream()
                    .filter(parameter -> parameter.getIn() == Parameter.In.PATH)
                    .forEach(parameter -> parameter.getSchema().setMaxLength(TextLimit.ID.most()));
        }
    }
}
