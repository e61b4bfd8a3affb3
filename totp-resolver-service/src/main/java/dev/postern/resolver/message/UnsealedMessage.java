package dev.postern.resolver.message;

import dev.postern.extraction.ForwardingSetup;
import dev.postern.extraction.Message;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message with its sealed fields opened.
 *
 * @param identifier the address it was sent to
 * @param sender as it stood in the message; null when it is not known
 * @param content a mail's subject, an empty line and its body; the text of any other message
 */
public record UnsealedMessage(
        StoredMessage stored, String identifier, @Nullable String sender, String content) {
    private static final String BETWEEN = "\n\n";

    /** As the extractor takes it. It was read like this when it came, except for the second form of a mail with two. */
    Message forExtractor() {
        if (stored.origin().channelId() == null) {
            return Message.pushed(content);
        }
        int end = Math.clamp(stored.subjectLength(), 0, content.length());
        String subject = content.substring(0, end);
        String rest = content.substring(end);
        String body = end > 0 && rest.startsWith(BETWEEN) ? rest.substring(BETWEEN.length()) : rest;
        if (body.isEmpty()) {
            return Message.mail(sender, subject, null, null);
        }
        return stored.bodyIsHtml()
                ? Message.mail(sender, subject, null, body)
                : Message.mail(sender, subject, body, null);
    }

    /** What a person does with it to let mail in; empty for a message that does not set up forwarding. */
    Optional<ForwardingSetup> setup() {
        return stored.setsUpForwarding() ? ForwardingSetup.in(forExtractor()) : Optional.empty();
    }

    @Override
    public String toString() {
        return "UnsealedMessage[id=" + stored.id() + ", ***]";
    }
}
