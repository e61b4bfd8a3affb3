package dev.postern.ingest.message;

import dev.postern.events.RunScope;
import dev.postern.extraction.Message;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as it came in, checked and cleaned.
 *
 * @param organizationId the owner
 * @param entrance the way by which it came in
 * @param sentTo the address it was sent to
 * @param message what it says
 * @param source the sender's free label, null when none was given
 * @param run the run it is bound to
 * @param expiresAt the sender's hard expiry, null when none was given
 * @param held since when whoever brought it had it; null when that is not known
 */
public record IncomingMessage(
        String organizationId,
        Entrance entrance,
        SentTo sentTo,
        Message message,
        @Nullable String source,
        RunScope run,
        @Nullable Instant expiresAt,
        @Nullable Held held) {

    /**
     * The content that is kept and shown: the text, or the HTML where there is no text, under the subject of a mail.
     */
    public String content() {
        return underSubject(message.text() == null ? message.html() : message.text());
    }

    /**
     * The content that is kept where the HTML was read: the HTML, or the text where there is none, under the subject.
     */
    public String htmlContent() {
        return underSubject(message.html() == null ? message.text() : message.html());
    }

    private String underSubject(@Nullable String body) {
        if (body == null) {
            return message.subject();
        }
        return message.subject().isEmpty() ? body : message.subject() + "\n\n" + body;
    }

    @Override
    public String toString() {
        return "IncomingMessage[organizationId=" + organizationId + ", ***]";
    }
}
