package dev.postern.ingest.provider;

import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.message.Retries;
import java.util.Optional;

/**
 * What one provider needs: how its posts are verified and read, and how each outcome is answered. The answers make the
 * provider try again on passing trouble and on nothing else. Each provider has one small package; a bean of this type
 * is all there is to register. Adapters are used by many threads.
 */
public interface ProviderAdapter {
    /** As much as a text message and its fields can take in JSON or in a form, with a margin. */
    int TEXT_BYTES = 256 * 1024;

    /** As much as a mail with its attachments can take: Cloudflare, Mailgun and others stop at 25 MiB. */
    int MAIL_BYTES = 25 * 1024 * 1024;

    /** The provider's name, in the address and wherever its messages are shown. */
    String provider();

    /** Whether the provider ever uses this HTTP method. Most only POST. */
    default boolean uses(String method) {
        return method.equals("POST");
    }

    /** Whether it brings mails, and no text messages. */
    default boolean bringsMail() {
        return mostBytes() >= MAIL_BYTES;
    }

    /** The length of its longest allowed body, in bytes. */
    default int mostBytes() {
        return TEXT_BYTES;
    }

    /**
     * For how long it sends a post again that is answered as {@link Outcome#UNAVAILABLE}. The providers' documentation says so;
     * where it does not, the shorter is assumed.
     */
    Retries retries();

    /** Verifies a post and only then reads it. Never throws, even for a stranger's input. */
    Reading read(WebhookRequest request, Channel channel);

    /**
     * A post with a test message, as the provider would make it and sign it with the first of the channel's secrets that signs. Empty
     * where only the provider can sign, and where a post names what must be fetched from it.
     */
    default Optional<WebhookRequest> example(Channel channel, Example example) {
        return Optional.empty();
    }

    /**
     * The answer to an outcome. It gives no reason that a stranger should not know. Where a person reads the answers, a sentence says
     * what to do.
     */
    Reply reply(Outcome outcome);
}
