package dev.postern.platform.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.events.ApiKeyQuotas;
import dev.postern.events.OrganizationChanged;
import dev.postern.events.OrganizationQuotas;
import dev.postern.platform.arrival.Arrival;
import dev.postern.platform.problem.Problem;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OrganizationAllowanceTest {
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private @Nullable OrganizationChanged organization;
    private long now;

    /** Few of each. */
    private record Settings(
            int requestsPerMinute, int burst, int requestsAtOnce, int eventStreams, long storedBytesPerDay)
            implements LimitSettings {}

    @Test
    void refusesWhatIsTooFastWithTheTimeToWait() {
        // Given
        OrganizationAllowance allowance = allowance(new Settings(6, 4, 100, 1, 1_000));
        for (int i = 0; i < 3; i++) {
            allowance.take(arrival("o_1", "ak_1")).run();
        }

        // When
        Problem problem = catchThrowableOfType(Problem.class, () -> allowance.take(arrival("o_1", "ak_1")));

        // Then
        Response answer = problem.toResponse("/v1/code-requests");
        assertThat(answer.getStatus()).isEqualTo(429);
        assertThat(answer.getHeaderString("Retry-After")).isEqualTo("12");
        assertThat(answer.getMediaType()).hasToString("application/problem+json");
        assertThat(problem.toResponse("/v1/credentials").getEntity())
                .isEqualTo(Map.of("detail", "Too many requests were made in a minute"));
        assertThat(refused("requests_per_minute")).isEqualTo(1);
    }

    @Test
    void refusesWhatIsTooMuchAtOnceUntilSomethingIsAnswered() {
        // Given
        OrganizationAllowance allowance = allowance(new Settings(100, 100, 4, 1, 1_000));
        List<Runnable> taken = List.of(
                allowance.take(arrival("o_1", "ak_1")),
                allowance.take(arrival("o_1", "ak_1")),
                allowance.take(arrival("o_1", "ak_2")),
                allowance.take(arrival("o_1", "ak_3")));

        // When
        Problem problem = catchThrowableOfType(Problem.class, () -> allowance.take(arrival("o_1", "ak_4")));
        allowance.take(arrival("o_2", "ak_5"));
        taken.getFirst().run();
        taken.getFirst().run();

        // Then
        assertThat(problem.type().status()).isEqualTo(429);
        allowance.take(arrival("o_1", "ak_4"));
        assertThat(catchThrowableOfType(Problem.class, () -> allowance.take(arrival("o_1", "ak_4"))))
                .isNotNull();
        assertThat(refused("requests_at_once")).isEqualTo(2);
    }

    @Test
    void goesByTheQuotaOfTheOrganisationAsSoonAsItIsSet() {
        // Given
        OrganizationAllowance allowance = allowance(new Settings(6_000, 2_000, 100, 1, 1_000));
        for (int i = 0; i < 20; i++) {
            allowance.take(arrival("o_1", "ak_1")).run();
        }

        // When
        organization = with(new OrganizationQuotas(1L, 8L, 2L, null, null));
        for (int i = 0; i < 6; i++) {
            allowance.take(arrival("o_1", "ak_1")).run();
        }
        Problem tooFast = catchThrowableOfType(Problem.class, () -> allowance.take(arrival("o_1", "ak_1")));
        allowance.take(arrival("o_1", "ak_2"));
        allowance.take(arrival("o_1", "ak_3"));
        Problem tooMany = catchThrowableOfType(Problem.class, () -> allowance.take(arrival("o_1", "ak_4")));

        // Then
        assertThat(tooFast.toResponse("/v1/code-requests").getHeaderString("Retry-After"))
                .isEqualTo("10");
        assertThat(tooMany.detail()).isEqualTo("Too many requests are unanswered at once");
        assertThat(allowance.inUse("o_1", "ak_1", ApiKeyQuotas.NONE).getFirst().organization())
                .isEqualTo(new LimitInUse.Amount(8, 8, 8L));
        organization = null;
        allowance.take(arrival("o_1", "ak_1"));
    }

    /** Whatever is allowed to a key, it gets as much and no more, and its organisation no more than it may. */
    @Property
    void goesByTheQuotaOfTheKeyAndByThatOfItsOrganisation(
            @ForAll @IntRange(min = 1, max = 40) int ofKey,
            @ForAll @IntRange(min = 1, max = 40) int ofOrganization,
            @ForAll @IntRange(min = 1, max = 40) int atOnce) {
        // Given
        OrganizationAllowance allowance = allowance(new Settings(ofOrganization, ofOrganization, 1_000, 1, 1_000));
        ApiKeyQuotas own = new ApiKeyQuotas(1L, (long) ofKey, (long) atOnce);

        // When
        int through = through(allowance, own, 100);

        // Then
        assertThat(through).isEqualTo(Math.min(Math.min(ofKey, ofOrganization), atOnce));
        LimitInUse perMinute = allowance.inUse("o_1", "ak_1", own).getFirst();
        LimitInUse heldAtOnce = allowance.inUse("o_1", "ak_1", own).getLast();
        assertThat(perMinute.apiKey()).isEqualTo(new LimitInUse.Amount(Math.min(ofKey, ofOrganization), through, (long)
                Math.min(ofKey, ofOrganization)));
        assertThat(heldAtOnce.apiKey()).isEqualTo(new LimitInUse.Amount(atOnce, through));
        assertThat(through(allowance, ApiKeyQuotas.NONE, "ak_2", 1)).isEqualTo(through < ofOrganization ? 1 : 0);
    }

    @Test
    void goesByAChangedQuotaOfAKeyAtOnce() {
        // Given
        OrganizationAllowance allowance = allowance(new Settings(100, 100, 100, 1, 1_000));
        // When
        int before = through(allowance, new ApiKeyQuotas(null, 3L, null), 10);
        int after = through(allowance, new ApiKeyQuotas(null, 7L, null), 10);
        int without = through(allowance, ApiKeyQuotas.NONE, 100);
        // Then
        assertThat(List.of(before, after, without)).containsExactly(3, 7, 65);
    }

    private static int through(OrganizationAllowance allowance, ApiKeyQuotas own, int tries) {
        return through(allowance, own, "ak_1", tries);
    }

    private static int through(OrganizationAllowance allowance, ApiKeyQuotas own, String key, int tries) {
        int through = 0;
        for (int i = 0; i < tries; i++) {
            try {
                allowance.take(new Arrival(key, "o_1", 1, own));
                through++;
            } catch (Problem refused) {
                assertThat(refused.type().status()).isEqualTo(429);
            }
        }
        return through;
    }

    private static OrganizationChanged with(OrganizationQuotas quotas) {
        return new OrganizationChanged("e_1", "o_1", OrganizationChanged.State.ACTIVE, quotas, 1, Instant.EPOCH);
    }

    @Test
    void doesNotLimitTheOperator() {
        // Given
        OrganizationAllowance allowance = allowance(new Settings(1, 1, 1, 1, 1_000));

        // Then
        for (int i = 0; i < 5; i++) {
            allowance.take(new Arrival("ak_operator", null, 1));
        }
    }

    private OrganizationAllowance allowance(Settings settings) {
        return new OrganizationAllowance(
                settings,
                _ -> organization,
                metrics,
                OrganizationQuotas::requestsPerMinute,
                ApiKeyQuotas::requestsPerMinute,
                () -> now);
    }

    private static Arrival arrival(String organization, String caller) {
        return new Arrival(caller, organization, 1);
    }

    private double refused(String limit) {
        return metrics.get("postern.limits.refused")
                .tag("limit", limit)
                .counter()
                .count();
    }
}
