package dev.postern.resolver.waiting;

import dev.postern.resolver.state.CodeRequest;

/** Why a held connection is answered now. */
public sealed interface Signal {
    /** Something happened to the request; the signal holds its state. */
    record Changed(CodeRequest request) implements Signal {}

    /** Something happened to it on another replica; the database knows what. */
    record Look() implements Signal {}

    /** The caller did not want to wait longer. */
    record TimeUp() implements Signal {}

    /** The caller went away, so no answer can reach it. */
    record CallerGone() implements Signal {}

    /** The caller may be told no more: its key, or the endpoint it called, has ended. */
    record NoLongerAllowed() implements Signal {}

    /** This replica stops. */
    record Stopping() implements Signal {}
}
