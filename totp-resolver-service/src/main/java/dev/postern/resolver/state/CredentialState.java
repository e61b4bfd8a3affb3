package dev.postern.resolver.state;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.postern.events.WireNamed;
import org.jspecify.annotations.Nullable;

/** Why the code of a request's credential cannot be had. The request goes on waiting for whatever else it named. */
public enum CredentialState implements WireNamed {
    /** credential-service could not be asked yet; it is asked again. */
    @JsonProperty("unreachable")
    UNREACHABLE,
    /** The credential is gone, or has no second factor that gives a code. */
    @JsonProperty("unusable")
    UNUSABLE;

    /** The state of a name of the database; null for null. */
    public static @Nullable CredentialState ofWireName(@Nullable String wireName) {
        return wireName == null ? null : WireNamed.of(CredentialState.class, wireName);
    }
}
