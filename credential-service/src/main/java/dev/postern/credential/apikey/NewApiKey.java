package dev.postern.credential.apikey;

import dev.postern.platform.access.Scope;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.body.TextLimit;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A validated request for an API key.
 *
 * @param name a label for people
 * @param scopes what the key may do
 * @param expiresAt when the key stops working; null: when it is revoked
 * @param quotas what it may use
 */
public record NewApiKey(
        String name, Set<Scope> scopes, @Nullable Instant expiresAt, KeyQuotas quotas) {
    // Some may be named twice.
    private static final int MOST_SCOPES = 100;
    private static final Map<String, Scope> SCOPES = scopesByName();

    public NewApiKey {
        scopes = Set.copyOf(scopes);
    }

    /** A key without end and without quotas of its own. */
    public NewApiKey(String name, Set<Scope> scopes) {
        this(name, scopes, null, KeyQuotas.NONE);
    }

    /**
     * The body that asks for a key.
     *
     * @param name a label for people
     * @param scopes what the key may do; no more than the caller's own
     * @param expiresAt in the future; absent or null: no end
     * @param quotas what it may use; absent or null: three quarters of what its organisation may
     */
    @Schema(name = "NewApiKey")
    public record Body(
            @Schema(maxLength = TextLimit.Most.NAME) String name,

            @Schema(maxLength = TextLimit.Most.WORD, maxItems = MOST_SCOPES)
            List<String> scopes,

            @Nullable Instant expiresAt,
            @Nullable KeyQuotas quotas) {
        public Body {
            scopes = List.copyOf(scopes);
        }
    }

    /**
     * The fields of such a body.
     *
     * @throws dev.postern.platform.problem.Problem naming every field that is wrong
     */
    public static NewApiKey read(JsonFields fields, Instant now) {
        String name = fields.requiredNonEmptyString("name", TextLimit.NAME);
        Set<Scope> scopes = scopes(fields);
        Instant expiresAt = fields.optionalTime("expires_at");
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            fields.reject("expires_at", "datetime_future", "Input should be in the future");
        }
        KeyQuotas quotas = KeyQuotas.NONE.changedBy(fields);
        fields.check();
        return new NewApiKey(name, scopes, expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.MICROS), quotas);
    }

    private static Set<Scope> scopes(JsonFields fields) {
        List<String> names = fields.requiredStrings("scopes", TextLimit.WORD, MOST_SCOPES);
        if (names.isEmpty() && fields.errors().isEmpty()) {
            fields.reject("scopes", "too_short", "List should have at least 1 item after validation, not 0");
        }
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (int i = 0; i < names.size(); i++) {
            Scope scope = SCOPES.get(names.get(i));
            if (scope == null) {
                fields.rejectWithin(
                        "scopes", i, "enum", "Input should be one of " + String.join(", ", SCOPES.keySet()));
            } else {
                scopes.add(scope);
            }
        }
        return scopes;
    }

    private static Map<String, Scope> scopesByName() {
        Map<String, Scope> byName = new TreeMap<>();
        for (Scope scope : Scope.values()) {
            byName.put(scope.wireName(), scope);
        }
        return byName;
    }
}
