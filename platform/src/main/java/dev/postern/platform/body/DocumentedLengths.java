package dev.postern.platform.body;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Adds to every OpenAPI document how long an id in a path may be: {@link PathLimit}. Moves the length that an annotation gives for a
 * list or a map of texts to the texts in it, where JSON Schema has it; no annotation reaches them. The names in a map are ids:
 * {@link JsonFields#optionalStringMap}. Public because the OpenAPI extension creates it by reflection.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class DocumentedLengths implements OASFilter {

    @Override
    public Schema filterSchema(Schema schema) {
        Integer most = schema.getMaxLength();
        Schema items = schema.getItems();
        Schema values = schema.getAdditionalPropertiesSchema();
        if (most != null && items != null) {
            schema.setMaxLength(null);
            items.setMaxLength(most);
        } else if (most != null && values != null) {
            schema.setMaxLength(null);
            values.setMaxLength(most);
            schema.setPropertyNames(OASFactory.createSchema().maxLength(TextLimit.ID.most()));
        }
        return schema;
    }

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
