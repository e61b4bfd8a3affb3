package dev.postern.platform.access;

import java.util.Set;

/**
 * Who sent a request, after the key was checked.
 *
 * @param organizationId whose data the request may touch
 * @param apiKeyId for the audit trail; safe to show
 * @param scopes what the key may do
 */
public record Caller(String organizationId, String apiKeyId, Set<Scope> scopes) {

    public Caller {
        scopes = Set.copyOf(scopes);
    }
}
