package dev.postern.gateway.console.organization;

import dev.postern.gateway.console.api.Texts;
import dev.postern.gateway.console.page.Form;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * An organisation on its page.
 *
 * @param row as it is listed
 * @param name its label, or what was typed instead
 * @param keeps what it keeps
 * @param quotas what it may use
 * @param retention how long what is stored of it is kept
 */
record Shown(OrganizationRow row, String name, List<Kept> keeps, List<Bound> quotas, List<Bound> retention) {

    /**
     * How many of something it keeps.
     *
     * @param what as people call it
     * @param count how many there are
     * @param most how many there may be
     */
    record Kept(String what, long count, long most) {
        static Kept of(JsonObject json) {
            return new Kept(Bound.label(Texts.text(json, "what")), (long) Texts.number(json, "kept"), (long)
                    Texts.number(json, "most"));
        }
    }

    Shown {
        keeps = List.copyOf(keeps);
        quotas = List.copyOf(quotas);
        retention = List.copyOf(retention);
    }

    /** Reads what the API shows; what was typed and refused stands in its place. */
    static Shown of(JsonObject json, Form typed) {
        OrganizationRow row = OrganizationRow.of(json);
        return new Shown(
                row,
                typed.has("name") ? typed.get("name") : row.name(),
                Texts.objects(json, "keeps").stream().map(Kept::of).toList(),
                Bound.of(json, "quotas", typed),
                Bound.of(json, "retention", typed));
    }
}
