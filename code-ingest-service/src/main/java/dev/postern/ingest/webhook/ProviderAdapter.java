package dev.postern.ingest.webhook;

import dev.postern.ingest.channel.Channel;

/**
 * What one provider needs: how its posts are verified and read, and how each outcome is answered. The answers make the
 * provider try again on passing trouble and on nothing else. Each provider has one small package; a bean of this type
 * is all there is to register. Adapters hold no state and are used by many threads.
 */
public interface ProviderAdapter {

    /** The provider's name, in the address and wherever its messages are shown. */
    String provider();

    /** Whether the provider ever uses this HTTP method. */
    boolean uses(String method);

    /** The length of its longest allowed body, in bytes. */
    int mostBytes();

    /** Verifies a post and only then reads it. Never throws, even for a stranger's input. */
    Reading read(WebhookRequest request, Channel channel);

    /** The answer to an outcome. It gives no reason: the provider does not care, and a stranger should not know. */
    Reply reply(Outcome outcome);
}
