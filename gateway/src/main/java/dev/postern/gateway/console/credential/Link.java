package dev.postern.gateway.console.credential;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in link that was received.
 *
 * @param id of the message
 * @param identifier where it was sent
 * @param sender masked; null when unknown
 * @param link null when its time of keeping is over
 * @param receivedAt when it came
 * @param validUntil until when a login may get it
 * @param run the run that has it; null: none
 */
record Link(
        String id,
        String identifier,
        @Nullable String sender,
        @Nullable String link,
        String receivedAt,
        String validUntil,
        @Nullable String run) {

    static Link of(JsonObject json) {
        String identifier = json.getString("totp_identifier");
        return new Link(
                json.getString("totp_code_id", ""),
                identifier == null ? json.getString("totp_identifier_masked", "") : identifier,
                json.getString("sender_masked"),
                json.getString("code"),
                json.getString("received_at", ""),
                json.getString("valid_until", ""),
                json.getString("run"));
    }

    @Override
    public String toString() {
        return id;
    }
}
