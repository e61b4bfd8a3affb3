package dev.postern.platform.access;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose key, token or endpoint a request shows, though it may open nothing. For the audit; it grants nothing.
 *
 * @param id of the API key ({@code ak_…}), channel ({@code ch_…}) or endpoint ({@code te_…}); it may be shown
 * @param organizationId the organisation that it belongs to; null for an operator's key
 * @param standing whether it is in force
 */
public record KnownCaller(String id, @Nullable String organizationId, Standing standing) {

    /** Whether what was shown is in force. */
    public enum Standing {
        /** It opens what it is for. */
        IN_FORCE,
        /** It was taken back. */
        REVOKED,
        /** Its time is over. */
        EXPIRED,
        /** Its organisation is disabled. */
        ORGANIZATION_DISABLED,
        /** Its organisation was deleted. */
        ORGANIZATION_DELETED;

        /** How something of an organisation stands that is in force itself. */
        public static Standing of(@Nullable String organizationId, Organizations organizations) {
            if (organizationId == null || organizations.isOpen(organizationId)) {
                return IN_FORCE;
            }
            return organizations.isDeleted(organizationId) ? ORGANIZATION_DELETED : ORGANIZATION_DISABLED;
        }
    }

    /** Whether it opens what it is for. */
    public boolean isInForce() {
        return standing == Standing.IN_FORCE;
    }

    /** Who is told of it: its organisation, as long as there is one; empty: the operator. */
    public Optional<String> told() {
        return standing == Standing.ORGANIZATION_DELETED ? Optional.empty() : Optional.ofNullable(organizationId);
    }
}
