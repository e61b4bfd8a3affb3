package dev.postern.resolver.answering;

import dev.postern.events.OtpType;
import dev.postern.platform.access.Caller;
import dev.postern.platform.access.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where one organisation's Skyvern server asks for codes. It serves a credential, an identifier, or both.
 *
 * @param endpointId {@code te_…}, as in the address
 * @param organizationId whose codes it answers with
 * @param keys the keys that Skyvern signs with, the present one first
 * @param previousKeyValidUntil when keys after the first stop being accepted; null for no end
 * @param identifier where the codes arrive; null when the credential says so, or computes them
 * @param credentialId the credential whose codes it answers with; null when only an identifier is served
 * @param otpType the type it answers with; null for any
 * @param hold how long a post is held while there is no code
 * @param allowWithoutRun whether a body with neither a run nor a task id is answered
 */
record Endpoint(
        String endpointId,
        String organizationId,
        List<String> keys,
        @Nullable Instant previousKeyValidUntil,
        @Nullable String identifier,
        @Nullable String credentialId,
        @Nullable OtpType otpType,
        Duration hold,
        boolean allowWithoutRun) {

    Endpoint {
        keys = List.copyOf(keys);
    }

    /** The keys that are accepted at that time. */
    List<String> keysAt(Instant now) {
        boolean over = previousKeyValidUntil != null && !now.isBefore(previousKeyValidUntil);
        return over && keys.size() > 1 ? keys.subList(0, 1) : keys;
    }

    /** The endpoint as the one that asks, on behalf of its Skyvern server. */
    Caller caller() {
        return new Caller(organizationId, endpointId, Set.of(Scope.CODES_REQUEST));
    }

    /** Whether it answers with the codes that another state of it answers with. */
    boolean serves(Endpoint other) {
        return organizationId.equals(other.organizationId)
                && Objects.equals(identifier, other.identifier)
                && Objects.equals(credentialId, other.credentialId)
                && otpType == other.otpType;
    }

    @Override
    public String toString() {
        return "Endpoint[endpointId=" + endpointId + ", ***]";
    }
}
