package dev.postern.ingest.provider;

import dev.postern.events.WireNamed;

/** How a post ended. Each adapter has an answer to each. */
public enum Outcome implements WireNamed {
    /** The broker has the message, now or from an earlier attempt. */
    TAKEN,
    /** The post is genuine but holds no message to take. */
    NOTHING_TO_TAKE,
    /** The post is not from the provider, was changed on its way, or was sent again by somebody else. */
    NOT_AUTHENTIC,
    /** The post is genuine but in no known form; sending it again does not help. */
    NOT_UNDERSTOOD,
    /** The token opens no channel of this provider. */
    UNKNOWN_CHANNEL,
    /** The post is longer than allowed; sending it again does not help. */
    TOO_LARGE,
    /** The channel, or its organisation, posts more than it may for now; the post should be sent again later. */
    TOO_MANY,
    /** Postern has passing trouble; the post should be sent again. */
    UNAVAILABLE;

    /** Whether the post should be sent again. */
    public boolean wantsAnother() {
        return this == TOO_MANY || this == UNAVAILABLE;
    }
}
