package dev.postern.ingest.provider;

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
    /** The provider names a signing algorithm that Postern does not know. */
    UNKNOWN_ALGORITHM(Outcome.NOT_AUTHENTIC),
    /** It was signed with a key whose name the channel does not have. */
    UNKNOWN_KEY(Outcome.NOT_AUTHENTIC),
    /** A token that is good for one post came with another message before. */
    REPLAYED(Outcome.NOT_AUTHENTIC),
    /** It comes from a topic that the channel does not allow. */
    TOPIC_NOT_ALLOWED(Outcome.NOT_AUTHENTIC),
    /** The address of the certificate is not the provider's. */
    CERT_URL_NOT_ALLOWED(Outcome.NOT_AUTHENTIC),
    /** The certificate has ended, or it is somebody else's. */
    CERT_INVALID(Outcome.NOT_AUTHENTIC),
    /** The address by which a subscription is confirmed is not the provider's. */
    SUBSCRIBE_URL_NOT_ALLOWED(Outcome.NOT_AUTHENTIC),
    /** It is genuine, but the mail lies in a store of the provider's customer, and only its place is named. */
    CONTENT_ELSEWHERE(Outcome.NOT_UNDERSTOOD),
    /** It is genuine, but in no known form. */
    NOT_UNDERSTOOD(Outcome.NOT_UNDERSTOOD);

    private final Outcome outcome;

    Refusal(Outcome outcome) {
        this.outcome = outcome;
    }

    /** How a post that is refused so ends. */
    public Outcome outcome() {
        return outcome;
    }
}
