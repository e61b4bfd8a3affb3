package dev.postern.gateway.console.audit;

import dev.postern.gateway.console.api.Api;
import dev.postern.gateway.console.api.Texts;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * A row of the audit, as the page lists it.
 *
 * @param seq its number
 * @param at when it was done (RFC 3339)
 * @param actor the id of the key, or the service
 * @param actorName what the key is called; empty for a service
 * @param action what was done
 * @param subject what it was done to
 * @param run the run it was done for; empty for none
 * @param refused whether the actor was refused
 */
record AuditRow(
        String seq,
        String at,
        String actor,
        String actorName,
        String action,
        String subject,
        String run,
        boolean refused) {

    /** The address of what was done likewise. */
    public String sameAction() {
        return only("action", action);
    }

    /** The address of what was done to it. */
    public String sameSubject() {
        return only("subject", subject);
    }

    /** The address of what this key or service did. */
    public String sameActor() {
        return only("actor", actor);
    }

    private static String only(String filter, String value) {
        return Api.query(AuditPages.PATH, Map.of(filter, value));
    }

    static AuditRow of(JsonObject json) {
        return new AuditRow(
                String.valueOf(json.getLong("seq", 0L)),
                Texts.text(json, "at"),
                Texts.text(json, "actor"),
                Texts.text(json, "actor_name"),
                Texts.text(json, "action"),
                Texts.text(json, "subject"),
                Texts.text(json, "run"),
                "refused".equals(Texts.text(json, "outcome")));
    }
}
