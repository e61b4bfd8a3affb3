package dev.postern.credential.lease;

import dev.postern.credential.totp.TotpCode;
import java.time.Instant;

/** What a run is told. */
public sealed interface CodeAnswer {
    /**
     * The code, which no other run gets.
     *
     * @param code to be typed
     * @param step its time step, or its counter
     * @param validFrom when the step begins, which may be up to a period ahead; of a counter: now
     * @param validUntil when it ends; of a counter: until when it is worth typing
     */
    record Code(TotpCode code, long step, Instant validFrom, Instant validUntil) implements CodeAnswer {}

    /**
     * Every step up to one ahead is taken or about to end.
     *
     * @param until when it is worth asking again
     */
    record Wait(Instant until) implements CodeAnswer {}

    /**
     * The codes of this credential arrive by mail or text.
     *
     * @param identifier where
     */
    record Received(String identifier) implements CodeAnswer {
        @Override
        public String toString() {
            return "Received";
        }
    }

    /** Nothing gives a code for this credential. */
    record None() implements CodeAnswer {}

    /** There is no such credential, or not for this organisation. */
    record Unknown() implements CodeAnswer {}
}
