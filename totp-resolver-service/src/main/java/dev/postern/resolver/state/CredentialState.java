package dev.postern.resolver.state;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.postern.events.WireNamed;
import org.jspecify.annotations.Nullable;

/** Why a request's credential gives no code. The request goes on waiting for the other sources it named. */
public enum CredentialState implements WireNamed {
    /** credential-service could not be asked yet; it is asked again. */
    @JsonProperty("unreachable")
    UNREACHABLE,
    /** The credential is gone, or has no second factor that gives a code. */
    @JsonProperty("unusable")
    UNUSABLE;

    /** The state for a name in the database; null for null. */
    public static @Nullable CredentialState ofWireName(@Nullable String wireName) {
        return wireName == null ? null : WireNamed.of(CredentialState.class, wireName);
    }
}
