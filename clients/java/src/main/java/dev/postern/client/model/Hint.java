// spotless:off
package dev.postern.client.model;

import dev.postern.client.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a waiting request knows, with masked values only. Written by clients/generate.py from
 * gateway/openapi.yaml.
 *
 * @param kind What it is about. One of message_without_code, code_not_given, other_identifier, post_refused,
 *     nothing_came
 * @param reason Why the code was not given; null for other kinds. One of without_digit, other_type, other_sender,
 *     other_scope, older_than_received_after, other_site, handed_out, doubtful
 * @param text One line for people
 * @param totpCodeId The message, at /v1/messages/{id} or in /v1/codes; null when nothing came
 * @param identifierMasked Where it came, masked; null when nothing came
 * @param senderMasked Who sent it, masked; null when that is not known
 * @param receivedAt When it came; null when nothing came
 * @param channelId The channel that refused a post, at /v1/inbound-channels/{id}/posts; null for other kinds
 * @param refusedBecause Why the channel refused it, such as bad_signature; null for other kinds
 */
public record Hint(
        @Nullable String kind,
        @Nullable String reason,
        @Nullable String text,
        @Nullable String totpCodeId,
        @Nullable String identifierMasked,
        @Nullable String senderMasked,
        @Nullable String receivedAt,
        @Nullable String channelId,
        @Nullable String refusedBecause) {

    /** Reads the object of a JSON answer. Fields that this version does not know are left out. */
    public static Hint of(JsonObject told) {
        return new Hint(
                told.text("kind"),
                told.text("reason"),
                told.text("text"),
                told.text("totp_code_id"),
                told.text("identifier_masked"),
                told.text("sender_masked"),
                told.text("received_at"),
                told.text("channel_id"),
                told.text("refused_because"));
    }
}
// spotless:on
