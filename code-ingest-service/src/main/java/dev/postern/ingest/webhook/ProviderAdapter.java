package dev.postern.ingest.webhook;

import dev.postern.ingest.channel.Channel;

/**
 * What one provider needs: how its posts are verified and read, and how each outcome must be answered so that it does what is
 * right, which is to try again on passing trouble and on nothing else. One small package per provider; a bean of this type is
 * all there is to register. Adapters hold no state and are used by many threads.
 */
public interface ProviderAdapter {

    /** The provider's name in the address, and in what is shown of its messages. */
    String provider();

    /** Whether it ever uses this HTTP method. */
    boolean uses(String method);

    /** How long its longest body may be, in bytes. */
    int mostBytes();

    /** Verifies a post, and only then reads it. Never throws for what a stranger may send. */
    Reading read(WebhookRequest request, Channel channel);

    /** How an outcome is answered. Says nothing about why: the provider does not care, and a stranger should not know. */
    Reply reply(Outcome outcome);
}
