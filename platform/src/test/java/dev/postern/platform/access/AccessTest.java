package dev.postern.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.events.ApiKeyChanged;
import dev.postern.events.OrganizationChanged;
import dev.postern.platform.access.KnownCaller.Standing;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import dev.postern.platform.topic.EventRecords;
import dev.postern.platform.topic.Lookup;
import dev.postern.platform.topic.UnawaitedEvents;
import jakarta.ws.rs.core.HttpHeaders;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final Keys keys = new Keys();
    private OrganizationChanged.State state = OrganizationChanged.State.ACTIVE;
    private final Access access = new Access(
            keys,
            new KeyUses(
                    new UnawaitedEvents(
                            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()),
                            new EventRecords("test")),
                    CLOCK),
            new Grants(this::organization, CLOCK),
            this::organization,
            CLOCK);

    @Test
    void knowsTheCallerByTheKeyHeaderOrByABearerToken() {
        // Given
        keys.add("pk_1", key("ak_1", "o_1", "codes:push", "codes:read"));
        Caller expected = new Caller("o_1", "ak_1", Set.of(Scope.CODES_PUSH, Scope.CODES_READ));
        // Then
        assertThat(access.require(headers("x-api-key", "pk_1"), Scope.CODES_PUSH))
                .isEqualTo(expected);
        for (String bearer : List.of("Bearer pk_1", "bearer pk_1", "BEARER  pk_1 ")) {
            assertThat(access.require(headers("Authorization", bearer), Scope.CODES_READ))
                    .isEqualTo(expected);
        }
    }

    @Test
    void goesByTheKeyHeaderWhenTheBearerTokenIsNoWorkingKey() {
        // Given
        keys.add("pk_1", key("ak_1", "o_1", "codes:push"));
        keys.add("pk_revoked", revoked("ak_2"));
        // Then
        for (String token : List.of("Bearer somebody-elses", "Bearer pk_revoked", "Basic abc")) {
            assertThat(access.require(headers("x-api-key", "pk_1", "Authorization", token), Scope.CODES_PUSH)
                            .apiKeyId())
                    .isEqualTo("ak_1");
        }
    }

    @Test
    void goesByTheBearerTokenWhenBothAreWorkingKeys() {
        // Given
        keys.add("pk_1", key("ak_1", "o_1", "codes:push"));
        keys.add("pk_2", key("ak_2", "o_2", "codes:push"));
        // Then
        assertThat(access.require(headers("x-api-key", "pk_1", "Authorization", "Bearer pk_2"), Scope.CODES_PUSH)
                        .apiKeyId())
                .isEqualTo("ak_2");
    }

    @Test
    void refusesACallerWithoutAKnownKey() {
        assertThat(refusal(headers())).isEqualTo("403 Invalid credentials");
        assertThat(refusal(headers("x-api-key", "pk_unknown"))).isEqualTo("403 Invalid credentials");
        assertThat(refusal(headers("Authorization", "Bearer pk_unknown"))).isEqualTo("403 Invalid credentials");
        assertThat(refusal(headers("Authorization", "Basic pk_unknown"))).isEqualTo("403 Invalid credentials");
    }

    @Test
    void saysThatAKeyWasRevokedOrHasExpired() {
        // Given
        keys.add("pk_revoked", revoked("ak_1"));
        keys.add("pk_over", expiring("ak_2", NOW));
        keys.add("pk_good", expiring("ak_3", NOW.plusMillis(1)));
        // Then
        assertThat(refusal(headers("x-api-key", "pk_revoked")))
                .isEqualTo("403 This API key was revoked. Please use a current API key instead.");
        assertThat(refusal(headers("x-api-key", "pk_over"))).isEqualTo("403 Auth token is expired");
        assertThat(access.require(headers("x-api-key", "pk_good"), Scope.CODES_PUSH)
                        .apiKeyId())
                .isEqualTo("ak_3");
    }

    @Test
    void refusesTheKeysOfAnOrganisationWhileItIsDisabled() {
        // Given
        keys.add("pk_1", key("ak_1", "o_1", "codes:push"));
        keys.add("pk_2", key("ak_2", "o_2", "codes:push"));
        Grant grant = access.grant(headers("x-api-key", "pk_1"), Scope.CODES_PUSH);

        // When
        state = OrganizationChanged.State.DISABLED;

        // Then
        assertThat(refusal(headers("x-api-key", "pk_1"))).isEqualTo("403 This organization is disabled.");
        assertThat(grant.holds()).isFalse();
        assertThat(access.require(headers("x-api-key", "pk_2"), Scope.CODES_PUSH)
                        .apiKeyId())
                .isEqualTo("ak_2");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        pk_good, IN_FORCE, IN_FORCE, ORGANIZATION_DISABLED, ORGANIZATION_DELETED
        pk_revoked, REVOKED, REVOKED, REVOKED, ORGANIZATION_DELETED
        pk_over, EXPIRED, EXPIRED, EXPIRED, ORGANIZATION_DELETED
        """)
    void tellsTheAuditWhoseKeyIsShownThoughItOpensNothing(
            String shown, Standing alone, Standing open, Standing disabled, Standing deleted) {
        // Given
        keys.add("pk_good", key("ak_1", "o_1", "codes:push"));
        keys.add("pk_revoked", revoked("ak_1"));
        keys.add("pk_over", expiring("ak_1", NOW));
        HttpHeaders headers = headers("x-api-key", "pk_unknown", "Authorization", "Bearer " + shown);
        // Then
        assertThat(access.shown(headers("x-api-key", shown))).contains(new KnownCaller("ak_1", "o_1", alone));
        assertThat(access.shown(headers)).contains(new KnownCaller("ak_1", "o_1", open));
        state = OrganizationChanged.State.DISABLED;
        assertThat(access.shown(headers)).contains(new KnownCaller("ak_1", "o_1", disabled));
        state = OrganizationChanged.State.DELETED;
        assertThat(access.shown(headers)).contains(new KnownCaller("ak_1", "o_1", deleted));
    }

    @Test
    void tellsTheAuditOfTheKeyThatOpensSomethingWhenTwoAreShown() {
        // Given
        keys.add("pk_1", key("ak_1", "o_1", "codes:push"));
        keys.add("pk_revoked", revoked("ak_2"));
        // Then
        assertThat(access.shown(headers("x-api-key", "pk_1", "Authorization", "Bearer pk_revoked")))
                .contains(new KnownCaller("ak_1", "o_1", Standing.IN_FORCE));
        assertThat(access.shown(headers("x-api-key", "pk_unknown"))).isEmpty();
        assertThat(access.shown(headers("Authorization", "Basic pk_1"))).isEmpty();
        assertThat(access.shown(headers())).isEmpty();
    }

    private @Nullable OrganizationChanged organization(String organizationId) {
        return organizationId.equals("o_1")
                ? new OrganizationChanged("e_1", organizationId, state, null, 1, NOW)
                : null;
    }

    @ParameterizedTest
    @EnumSource(Scope.class)
    void namesTheScopeThatIsMissing(Scope scope) {
        // Given
        keys.add("pk_1", key("ak_1", "o_1", "something:new"));
        // When
        Problem refused =
                catchThrowableOfType(Problem.class, () -> access.require(headers("x-api-key", "pk_1"), scope));
        // Then
        assertThat(refused.type()).isEqualTo(ProblemType.FORBIDDEN);
        assertThat(refused.detail()).isEqualTo("The API key lacks the scope " + scope.wireName());
    }

    @Test
    void letsAnOperatorsKeyIntoNoOrganisationAndAnOrganisationsKeyToNoOperatorsRoute() {
        // Given
        keys.add("pk_operator", key("ak_1", null, "operator", "codes:push"));
        keys.add("pk_own", key("ak_2", "o_1", "operator"));
        // Then
        assertThat(access.requireOperator(headers("x-api-key", "pk_operator"))).isEqualTo("ak_1");
        assertThat(refusal(headers("x-api-key", "pk_operator")))
                .isEqualTo("403 The API key lacks the scope codes:push");
        Problem refused =
                catchThrowableOfType(Problem.class, () -> access.requireOperator(headers("x-api-key", "pk_own")));
        assertThat(refused.detail()).isEqualTo("The API key lacks the scope operator");
    }

    @Test
    void asksForAnotherTryWhenKeysCannotBeReadNow() {
        // Given
        keys.undecided = true;
        // When
        Problem refused = catchThrowableOfType(
                Problem.class, () -> access.require(headers("x-api-key", "pk_1"), Scope.CODES_PUSH));
        // Then
        assertThat(refused.type()).isEqualTo(ProblemType.TEMPORARILY_UNAVAILABLE);
        assertThat(refused.retryAfter()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "credentials:reveal"})
    void wantsAFreshViewForWhatARevokedKeyMustNotDo(String scope) {
        // Given
        keys.add("pk_1", key("ak_1", "o_1", scope, "codes:push"));
        Scope wanted = Scope.ofWireNames(Set.of(scope)).iterator().next();
        // When
        keys.stale = Duration.ofSeconds(30);
        access.require(headers("x-api-key", "pk_1"), wanted);
        keys.stale = Duration.ofSeconds(31);
        Problem refused =
                catchThrowableOfType(Problem.class, () -> access.require(headers("x-api-key", "pk_1"), wanted));
        // Then
        assertThat(refused.type()).isEqualTo(ProblemType.TEMPORARILY_UNAVAILABLE);
        assertThat(access.require(headers("x-api-key", "pk_1"), Scope.CODES_PUSH)
                        .apiKeyId())
                .isEqualTo("ak_1");
    }

    private String refusal(HttpHeaders headers) {
        Problem refused = catchThrowableOfType(Problem.class, () -> access.require(headers, Scope.CODES_PUSH));
        return refused.type().status() + " " + refused.detail();
    }

    private static ApiKeyChanged key(String id, @Nullable String organizationId, String... scopes) {
        return new ApiKeyChanged(
                id + ".1",
                id,
                "0".repeat(64),
                organizationId,
                Set.of(scopes),
                ApiKeyChanged.State.ACTIVE,
                1,
                Instant.EPOCH);
    }

    private static ApiKeyChanged expiring(String id, Instant end) {
        return new ApiKeyChanged(
                id + ".1",
                id,
                "0".repeat(64),
                "o_1",
                Set.of("codes:push"),
                ApiKeyChanged.State.ACTIVE,
                1,
                Instant.EPOCH,
                end);
    }

    private static ApiKeyChanged revoked(String id) {
        return new ApiKeyChanged(
                id + ".2",
                id,
                "0".repeat(64),
                "o_1",
                Set.of("codes:push"),
                ApiKeyChanged.State.REVOKED,
                2,
                Instant.EPOCH);
    }

    /** Headers of which only single ones are asked for; names in pairs with their values. */
    private static HttpHeaders headers(String... namesAndValues) {
        Map<String, List<String>> values = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
        }
        return (HttpHeaders) Proxy.newProxyInstance(
                HttpHeaders.class.getClassLoader(),
                new Class<?>[] {HttpHeaders.class},
                (proxy, method, arguments) -> values.get((String) arguments[0]));
    }

    private static final class Keys implements KnownKeys {
        private final Map<String, ApiKeyChanged> byHash = new HashMap<>();
        private Duration stale = Duration.ZERO;
        private boolean undecided;

        void add(String key, ApiKeyChanged change) {
            byHash.put(KeyHash.of(key), change);
        }

        @Override
        public Lookup<ApiKeyChanged> find(String keyHash) {
            if (undecided) {
                return new Lookup.Undecided<>();
            }
            ApiKeyChanged key = byHash.get(keyHash);
            return key == null ? new Lookup.Unknown<>() : new Lookup.Found<>(key);
        }

        @Override
        public @Nullable ApiKeyChanged now(String keyHash) {
            return byHash.get(keyHash);
        }

        @Override
        public Duration staleFor() {
            return stale;
        }
    }
}
