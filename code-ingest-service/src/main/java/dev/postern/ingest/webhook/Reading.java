package dev.postern.ingest.webhook;

/** What an adapter says of a post. */
public sealed interface Reading {

    /** It is genuine, and holds this message. */
    record Holds(ProviderMessage message) implements Reading {}

    /** It is genuine, and holds no text: a picture, or news of something else. */
    record HoldsNothing() implements Reading {}

    /** It is not genuine, or its form is not known. */
    record Refused(Refusal reason) implements Reading {}
}
