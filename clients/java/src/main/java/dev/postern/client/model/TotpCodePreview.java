// spotless:off
package dev.postern.client.model;

import dev.postern.client.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Written by clients/generate.py from gateway/openapi.yaml.
 *
 * @param code as in the API
 * @param secondsRemaining as in the API
 */
public record TotpCodePreview(@Nullable String code, @Nullable Long secondsRemaining) {

    /** Reads the object of a JSON answer. Fields that this version does not know are left out. */
    public static TotpCodePreview of(JsonObject told) {
        return new TotpCodePreview(told.text("code"), told.whole("seconds_remaining"));
    }

    /** Without codes, messages and addresses. */
    @Override
    public String toString() {
        return "TotpCodePreview["
                + "secondsRemaining=" + secondsRemaining + "]";
    }
}
// spotless:on
