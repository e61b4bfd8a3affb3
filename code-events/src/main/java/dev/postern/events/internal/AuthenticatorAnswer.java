package dev.postern.events.internal;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a run that asks for the code of a credential. The JSON member {@code kind} tells which answer it is.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = AuthenticatorAnswer.Code.class, name = "code"),
    @JsonSubTypes.Type(value = AuthenticatorAnswer.Wait.class, name = "wait"),
    @JsonSubTypes.Type(value = AuthenticatorAnswer.Received.class, name = "received"),
    @JsonSubTypes.Type(value = AuthenticatorAnswer.None.class, name = "none")
})
public sealed interface AuthenticatorAnswer {
    /**
     * The code, which no other run gets.
     *
     * @param code in plain; it must be sealed before it is stored
     * @param step its time step, or its counter
     * @param validFrom when the step begins, at most one step ahead; for a counter, when it was asked for
     * @param validUntil when the step ends; for a counter, until when the code is worth typing
     */
    record Code(String code, long step, Instant validFrom, Instant validUntil) implements AuthenticatorAnswer {
        public Code {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(validFrom, "validFrom");
            Objects.requireNonNull(validUntil, "validUntil");
        }

        @Override
        public String toString() {
            return "Code[step=" + step + ", code=***]";
        }
    }

    /**
     * Every step up to one ahead belongs to another run, or is about to end.
     *
     * @param until when it is worth asking again
     */
    record Wait(Instant until) implements AuthenticatorAnswer {
        public Wait {
            Objects.requireNonNull(until, "until");
        }
    }

    /**
     * The credential has no seed; its codes arrive by mail or text.
     *
     * @param totpIdentifier the address they arrive at, as stored
     * @param siteHost the host of the site that the credential is for; null when it is not known
     */
    record Received(String totpIdentifier, @Nullable String siteHost) implements AuthenticatorAnswer {
        public Received {
            Objects.requireNonNull(totpIdentifier, "totpIdentifier");
        }

        @Override
        public String toString() {
            return "Received[totpIdentifier=***]";
        }
    }

    /** Nothing gives a code for this credential. */
    record None() implements AuthenticatorAnswer {}

    /** The organisation has no such credential. Answered by status 404, and so without a JSON form. */
    record Unknown() implements AuthenticatorAnswer {}
}
