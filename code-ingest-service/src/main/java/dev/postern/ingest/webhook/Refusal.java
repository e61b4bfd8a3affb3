package dev.postern.ingest.webhook;

import dev.postern.events.WireNamed;

/** Why a post was not taken. Nothing else of such a post is written down. */
public enum Refusal implements WireNamed {
    /** It has no signature, or several. */
    MISSING_SIGNATURE(Outcome.NOT_AUTHENTIC),
    /** The signature covers something else, or was made with another secret. */
    BAD_SIGNATURE(Outcome.NOT_AUTHENTIC),
    /** The signature is good but too old or too new: the post may have been kept and sent again. */
    STALE_TIMESTAMP(Outcome.NOT_AUTHENTIC),
    /** The signed hash is not the body's. */
    BODY_HASH_MISMATCH(Outcome.NOT_AUTHENTIC),
    /** The signed hash is not that of the envelope and the mail. */
    ENVELOPE_HASH_MISMATCH(Outcome.NOT_AUTHENTIC),
    /** It is genuine, but in no known form. */
    NOT_UNDERSTOOD(Outcome.NOT_UNDERSTOOD);

    private final Outcome outcome;

    Refusal(Outcome outcome) {
        this.outcome = outcome;
    }

    Outcome outcome() {
        return outcome;
    }
}
