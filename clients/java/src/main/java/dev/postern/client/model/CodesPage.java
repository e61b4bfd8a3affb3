// spotless:off
package dev.postern.client.model;

import dev.postern.client.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Written by clients/generate.py from gateway/openapi.yaml.
 *
 * @param codes as in the API
 * @param nextCursor Where the next page begins; null after the last one. A page may hold fewer than asked for, even
 *     none, before the last one: of rare things only so many codes are searched for one page, and large ones fill it
 *     sooner
 */
public record CodesPage(@Nullable List<CodeAnswer> codes, @Nullable String nextCursor) {

    /** Reads the object of a JSON answer. Fields that this version does not know are left out. */
    public static CodesPage of(JsonObject told) {
        return new CodesPage(told.objects("codes", CodeAnswer::of), told.text("next_cursor"));
    }
}
// spotless:on
