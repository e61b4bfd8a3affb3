// spotless:off
package dev.postern.client.model;

import dev.postern.client.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Written by clients/generate.py from gateway/openapi.yaml.
 *
 * @param codeRequests as in the API
 * @param nextCursor Where the next page begins; null on the last one
 */
public record CodeRequestsPage(@Nullable List<CodeRequestAnswer> codeRequests, @Nullable String nextCursor) {

    /** Reads the object of a JSON answer. Fields that this version does not know are left out. */
    public static CodeRequestsPage of(JsonObject told) {
        return new CodeRequestsPage(told.objects("code_requests", CodeRequestAnswer::of), told.text("next_cursor"));
    }
}
// spotless:on
