package dev.postern.ingest.provider;

import dev.postern.extraction.Message;
import dev.postern.ingest.message.Held;
import dev.postern.ingest.recipient.HeaderFields;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message as a provider brought it.
 *
 * @param deliveryKey equal for all of the provider's attempts to deliver this message
 * @param recipient the number or the address it was sent to
 * @param headers those of a mail; a text message has none
 * @param message what it says
 * @param singleUse what it came under that is good for one post; null where the signature covers the message, or there is none
 * @param held since when whoever brought it had it; null when that is not known
 */
public record ProviderMessage(
        String deliveryKey,
        String recipient,
        HeaderFields headers,
        Message message,
        @Nullable SingleUse singleUse,
        @Nullable Held held) {
    // As much as is read of a mail's text: docs/channels.md, "What is read of a mail".
    private static final int MOST_TEXT = 256 * 1024;

    /** A message that came under nothing that is good for one post. Of a mail, the server's line that handed it over says since when it had it. */
    public ProviderMessage(String deliveryKey, String recipient, HeaderFields headers, Message message) {
        this(
                deliveryKey,
                recipient,
                headers,
                message,
                null,
                ReceivedLines.held(headers).orElse(null));
    }

    /**
     * A text message.
     *
     * @param sender the number or the name it came from; null when that is not known
     */
    public static ProviderMessage text(String deliveryKey, String recipient, @Nullable String sender, String text) {
        return new ProviderMessage(
                deliveryKey, recipient, HeaderFields.NONE, Message.textFrom(sender, beginning(text)));
    }

    /**
     * A mail by its parts.
     *
     * @param sender the mail's From; null when it is not known
     */
    public static ProviderMessage mail(
            String deliveryKey,
            String recipient,
            HeaderFields headers,
            @Nullable String sender,
            String subject,
            @Nullable String text,
            @Nullable String html) {
        Message message = Message.mail(
                sender,
                beginning(subject),
                text == null || text.isBlank() ? null : beginning(text),
                html == null || html.isBlank() ? null : beginning(html));
        return new ProviderMessage(deliveryKey, recipient, headers, message);
    }

    /** The message as one that came under a nonce or token. */
    public ProviderMessage under(SingleUse token) {
        return new ProviderMessage(deliveryKey, recipient, headers, message, token, held);
    }

    /** The message as one that its provider had since a time; as it is when that is not known. */
    public ProviderMessage heldSince(Optional<Instant> since) {
        return since.map(Held::bySender).map(this::held).orElse(this);
    }

    /** The message as one that was held. */
    public ProviderMessage held(Held known) {
        return new ProviderMessage(deliveryKey, recipient, headers, message, singleUse, known);
    }

    /** Whether it says nothing at all. */
    public boolean isEmpty() {
        String text = message.text();
        return message.subject().isBlank() && (text == null || text.isBlank()) && message.html() == null;
    }

    private static String beginning(String text) {
        if (text.length() <= MOST_TEXT) {
            return text;
        }
        boolean inPair = Character.isHighSurrogate(text.charAt(MOST_TEXT - 1));
        return text.substring(0, inPair ? MOST_TEXT - 1 : MOST_TEXT);
    }

    @Override
    public String toString() {
        return "ProviderMessage[***]";
    }
}
