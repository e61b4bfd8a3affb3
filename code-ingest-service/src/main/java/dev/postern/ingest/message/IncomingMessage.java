package dev.postern.ingest.message;

import dev.postern.events.RunScope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as it came in, checked and cleaned.
 *
 * @param organizationId the owner
 * @param senderId who sent it, for recognising repeats: the id of the API key or of the channel
 * @param identifier the address it was sent to, as it is shown again
 * @param content the whole text
 * @param alternative the same in another form, such as a mail's HTML, for when the text holds nothing; null if there is none
 * @param deliveryKey the same for each attempt of the sender to deliver it, by which attempts are known for one message; null
 *     when the sender names none
 * @param source the sender's free label, null when none was given
 * @param run the run it is bound to
 * @param expiresAt the sender's hard expiry, null when none was given
 */
public record IncomingMessage(
        String organizationId,
        String senderId,
        String identifier,
        String content,
        @Nullable String alternative,
        @Nullable String deliveryKey,
        @Nullable String source,
        RunScope run,
        @Nullable Instant expiresAt) {

    @Override
    public String toString() {
        return "IncomingMessage[organizationId=" + organizationId + ", ***]";
    }
}
