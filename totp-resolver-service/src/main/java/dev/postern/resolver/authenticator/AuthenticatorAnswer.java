package dev.postern.resolver.authenticator;

import java.time.Instant;

/** What credential-service says when a run asks for a credential's code. */
public sealed interface AuthenticatorAnswer {
    /**
     * The code of a step that is now this run's.
     *
     * @param code in plain; to be sealed before it is stored
     * @param step the step's number
     * @param validFrom when the step begins, at most one step ahead
     * @param validUntil when it ends
     */
    record Code(String code, long step, Instant validFrom, Instant validUntil) implements AuthenticatorAnswer {
        @Override
        public String toString() {
            return "Code[step=" + step + ", code=***]";
        }
    }

    /**
     * Every step that may be handed out now belongs to other runs.
     *
     * @param until ask again then
     */
    record Wait(Instant until) implements AuthenticatorAnswer {}

    /**
     * The credential has no seed; its codes arrive at this identifier.
     *
     * @param identifier as stored
     */
    record Received(String identifier) implements AuthenticatorAnswer {
        @Override
        public String toString() {
            return "Received[identifier=***]";
        }
    }

    /** The credential has no second factor that gives a code. */
    record None() implements AuthenticatorAnswer {}

    /** No such credential of this organisation. */
    record Unknown() implements AuthenticatorAnswer {}
}
