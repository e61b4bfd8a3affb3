package dev.postern.credential.body;

import dev.postern.platform.body.JsonFields;
import dev.postern.platform.body.TextLimit;
import dev.postern.platform.problem.FieldError;
import dev.postern.platform.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of PATCH: a new name, and what browsers need ({@code UpdateCredentialRequest} in
 * {@code skyvern/forge/sdk/schemas/credentials.py}). Touches no secret.
 *
 * @param name null: as it is
 * @param browser what to set of the rest
 */
public record MetadataChange(@Nullable String name, BrowserChange browser) {

    /**
     * The body's fields.
     *
     * @throws Problem naming every field that is wrong, or saying that no field is there
     */
    public static MetadataChange read(JsonFields fields) {
        String name = fields.optionalString("name", TextLimit.NAME);
        fields.rejectEmpty("name", name);
        BrowserChange browser = BrowserChange.ofPatch(fields);
        fields.check();
        if (!fields.has("name") && !BrowserChange.standsIn(fields)) {
            throw Problem.invalid(List.of(new FieldError(
                    "value_error",
                    List.of("body"),
                    "Value error, At least one credential metadata field must be provided")));
        }
        return new MetadataChange(name, browser);
    }
}
