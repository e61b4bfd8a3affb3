package dev.postern.gateway.console.code;

import static dev.postern.gateway.console.api.Texts.text;

import dev.postern.gateway.console.api.Texts;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * A code that was received, as the history lists it.
 *
 * @param id of the message
 * @param state what became of it: available, delivered, accepted, rejected, expired or repeat
 * @param type {@code totp} or {@code magic_link}
 * @param source who brought it: what people call the provider, or the pusher's label; empty for none
 * @param identifier where it was sent
 * @param code the code or the link; empty when it is no longer kept
 * @param run what it is bound to; empty for nothing
 * @param sender masked; empty when nobody knows
 * @param rule how it was found
 * @param confidence how surely, from 0 to 1
 * @param receivedAt when it came
 * @param validUntil until when a login may have it
 * @param recipients the logins that were given it
 */
record CodeRow(
        String id,
        String state,
        String type,
        String source,
        String identifier,
        String code,
        String run,
        String sender,
        String rule,
        double confidence,
        String receivedAt,
        String validUntil,
        List<Recipient> recipients) {

    CodeRow {
        recipients = List.copyOf(recipients);
    }

    /** @param titles what people call the providers */
    static CodeRow of(JsonObject json, Map<String, String> titles) {
        Object evidence = json.getValue("evidence");
        JsonObject found = evidence instanceof JsonObject object ? object : new JsonObject();
        String run = text(json, "workflow_run_id");
        String source = text(json, "source");
        return new CodeRow(
                text(json, "totp_code_id"),
                text(json, "state"),
                text(json, "otp_type"),
                titles.getOrDefault(source, source),
                text(json, "totp_identifier"),
                text(json, "code"),
                run.isEmpty() ? text(json, "task_id") : run,
                text(json, "sender_masked"),
                text(found, "rule"),
                Texts.number(found, "confidence"),
                text(json, "received_at"),
                text(json, "valid_until"),
                Texts.objects(json, "code_requests").stream().map(Recipient::of).toList());
    }

    /** Whether it is a link, which is longer than a column. */
    public boolean isLink() {
        return type.equals("magic_link");
    }

    /** What the colour of the state says: good, warn, danger or nothing. */
    public String tone() {
        return switch (state) {
            case "delivered", "accepted" -> "good";
            case "available" -> "warn";
            case "rejected" -> "danger";
            default -> "";
        };
    }

    @Override
    public String toString() {
        return "CodeRow[" + id + "]";
    }
}
