package dev.postern.platform.access;

import java.util.Set;

/**
 * The sender of a request, whose key was checked.
 *
 * @param organizationId the organisation whose data the request may read and change
 * @param apiKeyId the id of the key, for the audit trail; it may be shown
 * @param scopes what the key may do
 */
public record Caller(String organizationId, String apiKeyId, Set<Scope> scopes) {

    public Caller {
        scopes = Set.copyOf(scopes);
    }
}
