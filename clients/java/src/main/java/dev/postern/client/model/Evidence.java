// spotless:off
package dev.postern.client.model;

import dev.postern.client.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Written by clients/generate.py from gateway/openapi.yaml.
 *
 * @param rule as in the API
 * @param confidence as in the API
 */
public record Evidence(@Nullable String rule, @Nullable Double confidence) {

    /** Reads the object of a JSON answer. Fields that this version does not know are left out. */
    public static Evidence of(JsonObject told) {
        return new Evidence(told.text("rule"), told.number("confidence"));
    }
}
// spotless:on
