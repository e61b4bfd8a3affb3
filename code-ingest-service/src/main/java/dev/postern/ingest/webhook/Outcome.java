package dev.postern.ingest.webhook;

import dev.postern.events.WireNamed;

/** How a post ended. Each adapter has an answer to each. */
public enum Outcome implements WireNamed {
    /** The broker has it, or had it before. */
    TAKEN,
    /** Genuine, and there was nothing to take. */
    NOTHING_TO_TAKE,
    /** Not from the provider, or changed on its way, or sent again by somebody else. */
    NOT_AUTHENTIC,
    /** Genuine, but in no form that is known: sending it again is no use. */
    NOT_UNDERSTOOD,
    /** The token opens no channel of this provider. */
    UNKNOWN_CHANNEL,
    /** Longer than allowed: sending it again is no use. */
    TOO_LARGE,
    /** Passing trouble of ours: to be sent again. */
    UNAVAILABLE;
}
