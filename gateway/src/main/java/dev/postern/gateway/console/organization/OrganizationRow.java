package dev.postern.gateway.console.organization;

import dev.postern.gateway.console.api.Texts;
import io.vertx.core.json.JsonObject;

/**
 * An organisation as the page lists it.
 *
 * @param id for its own page
 * @param name its label
 * @param createdAt when it was made (RFC 3339)
 * @param disabled whether its keys, channels and endpoints open nothing
 */
record OrganizationRow(String id, String name, String createdAt, boolean disabled) {

    static OrganizationRow of(JsonObject json) {
        return new OrganizationRow(
                Texts.text(json, "organization_id"),
                Texts.text(json, "name"),
                Texts.text(json, "created_at"),
                Texts.text(json, "state").equals("disabled"));
    }
}
