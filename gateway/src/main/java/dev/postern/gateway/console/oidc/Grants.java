package dev.postern.gateway.console.oidc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which roles of the provider may do what in which organisation.
 *
 * @param grants of all roles
 */
record Grants(List<Grant> grants) {
    private static final Pattern SCOPE = Pattern.compile("[a-z]+(:[a-z]+)?");
    private static final int ORGANIZATION_AND_SCOPE = 2;

    /**
     * What one role may do in one organisation.
     *
     * @param role as the provider names it
     * @param organizationId of Postern
     * @param scopes of an API key
     */
    record Grant(String role, String organizationId, List<String> scopes) {}

    /**
     * Reads {@code ROLE=ORGANIZATION SCOPE SCOPE; ROLE=…}. A role may have blanks and equals signs, as names in a directory have.
     *
     * @throws IllegalArgumentException with a sentence that names the part that is none
     */
    static Grants of(String text) {
        List<Grant> grants = new ArrayList<>();
        for (String part : text.split(";", -1)) {
            if (!part.isBlank()) {
                grants.add(grant(part.strip()));
            }
        }
        if (grants.isEmpty()) {
            throw new IllegalArgumentException("names no role");
        }
        return new Grants(List.copyOf(grants));
    }

    private static Grant grant(String part) {
        int equals = part.lastIndexOf('=');
        String[] words = part.substring(equals + 1).strip().split("[\\s,]+", -1);
        List<String> scopes = Arrays.stream(words).skip(1).toList();
        boolean isGrant = equals > 0
                && words.length >= ORGANIZATION_AND_SCOPE
                && scopes.stream().allMatch(scope -> SCOPE.matcher(scope).matches());
        if (!isGrant) {
            throw new IllegalArgumentException("should be ROLE=ORGANIZATION SCOPE SCOPE, but has: " + part);
        }
        if (scopes.contains("operator")) {
            throw new IllegalArgumentException(
                    "grants the scope operator, which no organisation's key can have: " + part);
        }
        return new Grant(part.substring(0, equals).strip(), words[0], scopes);
    }

    /** The scopes of somebody with these roles, by organisation; empty for somebody who may do nothing. */
    Map<String, SortedSet<String>> of(Set<String> roles) {
        Map<String, SortedSet<String>> scopes = new TreeMap<>();
        grants.stream()
                .filter(grant -> roles.contains(grant.role()))
                .forEach(grant -> scopes.computeIfAbsent(grant.organizationId(), _ -> new TreeSet<>())
                        .addAll(grant.scopes()));
        return scopes;
    }
}
