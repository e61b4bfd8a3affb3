package dev.postern.gateway.console.session;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;

/**
 * Somebody who is signed in.
 *
 * @param apiKey what the API is called with; a secret
 * @param csrf what the forms of this session send along; a secret
 * @param signedInAt when the session began
 * @param seenAt when the person last did something, to the minute
 * @param holder whose key it is, as of the last time that the API told
 * @param keyOrigin whether the key ends with the session
 */
public record Session(
        String apiKey, String csrf, Instant signedInAt, Instant seenAt, Holder holder, KeyOrigin keyOrigin) {

    /** Where the key comes from. */
    public enum KeyOrigin {
        /** The person has it, and it goes on without the session. */
        BROUGHT,
        /** It was made when the person signed in, and ends with the session. */
        MADE
    }

    static Session of(JsonObject json) {
        return new Session(
                json.getString("key"),
                json.getString("csrf"),
                Instant.ofEpochSecond(json.getLong("began")),
                Instant.ofEpochSecond(json.getLong("seen")),
                Holder.of(json.getJsonObject("holder")),
                json.getBoolean("made", false) ? KeyOrigin.MADE : KeyOrigin.BROUGHT);
    }

    JsonObject json() {
        return new JsonObject()
                .put("key", apiKey)
                .put("csrf", csrf)
                .put("began", signedInAt.getEpochSecond())
                .put("seen", seenAt.getEpochSecond())
                .put("holder", holder.json())
                .put("made", keyOrigin == KeyOrigin.MADE);
    }

    /** Whether the person has to sign in again: after that long, or after that long without a click. */
    boolean isOver(Instant now, Duration length, Duration idle) {
        return signedInAt.plus(length).isBefore(now) || seenAt.plus(idle).isBefore(now);
    }

    Session seen(Instant at) {
        return new Session(apiKey, csrf, signedInAt, at, holder, keyOrigin);
    }

    /** The session after the API told anew whose key it is. */
    public Session of(Holder now) {
        return new Session(apiKey, csrf, signedInAt, seenAt, now, keyOrigin);
    }

    @Override
    public String toString() {
        return "Session[" + holder.apiKeyId() + "]";
    }
}
