package dev.postern.platform.access;

import dev.postern.events.ApiKeyChanged;
import dev.postern.events.ApiKeyQuotas;
import dev.postern.platform.problem.Hindrance;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import dev.postern.platform.topic.Lookup;
import dev.postern.platform.worker.Pulse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks who calls a route, and whether the caller may. Skyvern decides in which order the two headers are tried and how refusals
 * are worded ({@code skyvern/forge/sdk/services/org_auth_service.py}). Unlike in Skyvern, a bearer token may be an API key. A key
 * that is not known yet blocks for up to half a second, so call this on a virtual thread.
 */
@ApplicationScoped
public class Access {
    private static final Duration LONGEST_STALE = Pulse.LONGEST_TROUBLE;
    private static final Set<Scope> NEED_A_FRESH_VIEW = Set.of(Scope.ADMIN, Scope.CREDENTIALS_REVEAL, Scope.OPERATOR);
    private static final String BEARER = "bearer ";
    private static final String API_KEY = "x-api-key";

    private final KnownKeys keys;
    private final KeyUses uses;
    private final Grants grants;
    private final Organizations organizations;
    private final Clock clock;

    Access(KnownKeys keys, KeyUses uses, Grants grants, Organizations organizations, Clock clock) {
        this.keys = keys;
        this.organizations = organizations;
        this.uses = uses;
        this.grants = grants;
        this.clock = clock;
    }

    /**
     * Who holds a key, before it is known what the key is used for.
     *
     * @param apiKeyId the id of the key; it may be shown
     * @param organizationId the organisation of the key; null for an operator's key
     * @param quotas the key's own
     */
    public record Holder(String apiKeyId, @Nullable String organizationId, ApiKeyQuotas quotas) {
        private static Holder of(ApiKeyChanged key) {
            return new Holder(
                    key.apiKeyId(), key.organizationId(), Objects.requireNonNullElse(key.quotas(), ApiKeyQuotas.NONE));
        }
    }

    /**
     * Who calls. For the check before a request's body is read; a method that acts for the caller asks for its {@link Caller}.
     *
     * @param scopes what the key must hold; with none any key will do
     * @throws Problem as {@link #require}
     */
    public Holder holder(HttpHeaders headers, List<Scope> scopes) {
        ApiKeyChanged key = key(headers);
        for (Scope scope : scopes) {
            check(key, scope);
        }
        return Holder.of(key);
    }

    /**
     * The caller, whose key holds the scope.
     *
     * @throws Problem 403 for a missing, unknown, revoked or expired key or a missing scope, 503 when keys cannot be checked now
     */
    public Caller require(HttpHeaders headers, Scope scope) {
        return allowed(key(headers), scope);
    }

    /**
     * Like {@link #require}, for a call that is answered later: its key is asked about again before the answer.
     *
     * @throws Problem as {@link #require}
     */
    public Grant grant(HttpHeaders headers, Scope scope) {
        ApiKeyChanged key = key(headers);
        String hash = key.keyHash();
        Caller caller = allowed(key, scope);
        return grants.grant(hash, caller, () -> {
            ApiKeyChanged now = keys.now(hash);
            if (now == null) {
                throw unknown();
            }
            if (!caller.organizationId().equals(allowed(active(now), scope).organizationId())) {
                throw unknown();
            }
            return now.expiresAt();
        });
    }

    /**
     * Whose key a request shows, by what is known now: one that is in force, or else one that was. Empty for anybody else. Never
     * blocks, and grants nothing.
     */
    public Optional<KnownCaller> shown(HttpHeaders headers) {
        String authorization = first(headers, HttpHeaders.AUTHORIZATION);
        String bearer = authorization == null ? null : bearer(authorization);
        List<KnownCaller> known = Stream.of(Optional.ofNullable(bearer), Optional.ofNullable(first(headers, API_KEY)))
                .flatMap(Optional::stream)
                .flatMap(shown -> Stream.ofNullable(keys.now(KeyHash.of(shown))))
                .map(key -> new KnownCaller(key.apiKeyId(), key.organizationId(), standing(key)))
                .toList();
        return known.stream()
                .filter(KnownCaller::isInForce)
                .findFirst()
                .or(() -> known.stream().findFirst());
    }

    private KnownCaller.Standing standing(ApiKeyChanged key) {
        KnownCaller.Standing organization = KnownCaller.Standing.of(key.organizationId(), organizations);
        if (organization == KnownCaller.Standing.ORGANIZATION_DELETED) {
            // Its end revoked its keys.
            return organization;
        }
        if (key.state() == ApiKeyChanged.State.REVOKED) {
            return KnownCaller.Standing.REVOKED;
        }
        return isExpired(key) ? KnownCaller.Standing.EXPIRED : organization;
    }

    private Caller allowed(ApiKeyChanged key, Scope scope) {
        check(key, scope);
        String organizationId = key.organizationId();
        if (organizationId == null) {
            throw lacks(scope);
        }
        uses.note(key);
        return new Caller(organizationId, key.apiKeyId(), Scope.ofWireNames(key.scopes()));
    }

    /**
     * The id of the operator's key that sent the request.
     *
     * @throws Problem as {@link #require}
     */
    public String requireOperator(HttpHeaders headers) {
        ApiKeyChanged key = key(headers);
        check(key, Scope.OPERATOR);
        uses.note(key);
        return key.apiKeyId();
    }

    /** An operator's key has no organisation, and holds no other scope. */
    private void check(ApiKeyChanged key, Scope scope) {
        boolean operators = key.organizationId() == null;
        if (operators != (scope == Scope.OPERATOR)
                || !Scope.ofWireNames(key.scopes()).contains(scope)) {
            throw lacks(scope);
        }
        refuseStale(scope);
    }

    private static Problem lacks(Scope scope) {
        return Problem.of(ProblemType.FORBIDDEN, "The API key lacks the scope " + scope.wireName());
    }

    private void refuseStale(Scope scope) {
        if (NEED_A_FRESH_VIEW.contains(scope) && keys.staleFor().compareTo(LONGEST_STALE) > 0) {
            throw Problem.unavailable(Hindrance.BROKER_AWAY, "API keys cannot be checked against the broker right now");
        }
    }

    private ApiKeyChanged key(HttpHeaders headers) {
        String apiKey = first(headers, API_KEY);
        String authorization = first(headers, HttpHeaders.AUTHORIZATION);
        String bearer = authorization == null ? null : bearer(authorization);
        if (bearer != null) {
            Lookup<ApiKeyChanged> lookup = keys.find(KeyHash.of(bearer));
            if (apiKey == null || isActive(lookup)) {
                return active(lookup);
            }
        }
        if (apiKey == null) {
            throw unknown();
        }
        return active(keys.find(KeyHash.of(apiKey)));
    }

    private boolean isActive(Lookup<ApiKeyChanged> lookup) {
        return lookup instanceof Lookup.Found<ApiKeyChanged>(ApiKeyChanged key)
                && key.state() == ApiKeyChanged.State.ACTIVE
                && !isExpired(key);
    }

    private boolean isExpired(ApiKeyChanged key) {
        Instant expiresAt = key.expiresAt();
        return expiresAt != null && !clock.instant().isBefore(expiresAt);
    }

    private ApiKeyChanged active(Lookup<ApiKeyChanged> lookup) {
        return switch (lookup) {
            case Lookup.Found<ApiKeyChanged>(ApiKeyChanged key) -> active(key);
            case Lookup.Unknown<ApiKeyChanged>() -> throw unknown();
            case Lookup.Undecided<ApiKeyChanged>() ->
                throw Problem.unavailable(Hindrance.BROKER_AWAY, "API keys cannot be checked right now");
        };
    }

    private ApiKeyChanged active(ApiKeyChanged key) {
        if (key.state() == ApiKeyChanged.State.REVOKED) {
            throw Problem.of(ProblemType.FORBIDDEN, "This API key was revoked. Please use a current API key instead.");
        }
        if (isExpired(key)) {
            throw Problem.of(ProblemType.FORBIDDEN, "Auth token is expired");
        }
        String organizationId = key.organizationId();
        if (organizationId != null) {
            organizations.requireOpen(organizationId);
        }
        return key;
    }

    private static Problem unknown() {
        return Problem.of(ProblemType.FORBIDDEN, "Invalid credentials");
    }

    /** The token; null when the header is of another kind. */
    private static @Nullable String bearer(String authorization) {
        return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : null;
    }

    private static @Nullable String first(HttpHeaders headers, String name) {
        List<String> values = headers.getRequestHeader(name);
        return values == null || values.isEmpty() ? null : values.getFirst();
    }
}
