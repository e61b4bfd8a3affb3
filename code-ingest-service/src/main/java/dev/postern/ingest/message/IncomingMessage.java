package dev.postern.ingest.message;

import dev.postern.events.RunScope;
import dev.postern.extraction.Message;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as it came in, checked and cleaned.
 *
 * @param organizationId the owner
 * @param senderId who brought it, for recognising repeats: the id of the API key or of the channel
 * @param channelId the channel it came in through; null for a push by API
 * @param identifier the address it was sent to, as it is shown again
 * @param message what it says
 * @param deliveryKey the same for each attempt of the sender to deliver it, by which attempts are known for one message; null
 *     when the sender names none
 * @param source the sender's free label, null when none was given
 * @param run the run it is bound to
 * @param expiresAt the sender's hard expiry, null when none was given
 */
public record IncomingMessage(
        String organizationId,
        String senderId,
        @Nullable String channelId,
        String identifier,
        Message message,
        @Nullable String deliveryKey,
        @Nullable String source,
        RunScope run,
        @Nullable Instant expiresAt) {

    /** What is kept of it and shown: a mail's text under its subject, or its HTML where that is what was read. */
    public String content(boolean html) {
        String shown = (html && message.html() != null) || message.text() == null ? message.html() : message.text();
        if (shown == null) {
            return message.subject();
        }
        return message.subject().isEmpty() ? shown : message.subject() + "\n\n" + shown;
    }

    @Override
    public String toString() {
        return "IncomingMessage[organizationId=" + organizationId + ", ***]";
    }
}
