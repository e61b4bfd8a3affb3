package dev.postern.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.events.OrganizationChanged;
import dev.postern.platform.problem.Hindrance;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GrantsTest {
    private static final int MANY = 50_000;
    private final Problem refused = Problem.of(ProblemType.FORBIDDEN, "refused");
    private final Problem unknownNow = Problem.unavailable(Hindrance.BROKER_AWAY, "cannot be told");

    private final Grants grants = new Grants(_ -> said(), Clock.systemUTC());
    private final AtomicReference<@Nullable Problem> refusal = new AtomicReference<>();
    private volatile @Nullable Instant end;
    private volatile @Nullable OrganizationChanged organization;

    @AfterEach
    void close() {
        grants.close();
    }

    @Test
    void everyCallThatTheRecordLetInIsToldOnceItNoLongerDoes() throws Exception {
        // Given
        CountDownLatch told = new CountDownLatch(MANY);
        List<Grant.Watch> watches = Stream.generate(() -> grant("key").watch(told::countDown))
                .limit(MANY)
                .toList();

        // When
        refusal.set(refused);
        grants.changed("key");

        // Then
        assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
        watches.forEach(Grant.Watch::close);
        assertThat(grants.size()).isZero();
    }

    @Test
    void theCallsOfAnOrganisationAreToldThatItWasDisabled() throws Exception {
        // Given
        CountDownLatch told = new CountDownLatch(2);
        grant("key").watch(told::countDown);
        grant("endpoint").watch(told::countDown);

        // When
        organization =
                new OrganizationChanged("o_1.1", "o_1", OrganizationChanged.State.DISABLED, null, 1, Instant.EPOCH);
        grants.organizationChanged("o_1");

        // Then
        assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aCallIsToldThatItsRecordEndedBeforeItWaited() throws Exception {
        // Given
        Grant grant = grant("key");
        refusal.set(refused);
        CountDownLatch told = new CountDownLatch(1);

        // When
        grant.watch(told::countDown).close();

        // Then
        assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theEndThatTheRecordNamesIsToldWithoutAChange() throws Exception {
        // Given
        CountDownLatch told = new CountDownLatch(1);
        end = Instant.now().plusMillis(300);

        // When
        grant("key").watch(told::countDown);

        // Then
        assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anEndThatAChangeBringsCounts() throws Exception {
        // Given
        CountDownLatch told = new CountDownLatch(1);
        end = Instant.now().plusSeconds(3600);
        grant("key").watch(told::countDown);

        // When
        end = Instant.now().plusMillis(300);
        grants.changed("key");

        // Then
        assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void neitherAnotherRecordNorDoubtEndsACall() {
        // Given
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(3);
        Grant grant = grants.grant("key", caller(), () -> {
            asked.countDown();
            throw unknownNow;
        });

        // When
        grant.watch(told::countDown);
        grants.changed("another");
        grants.changed("key");

        // Then
        Awaitility.await().until(() -> asked.getCount() == 1);
        assertThat(told.getCount()).isEqualTo(1);
        assertThat(grant.holds()).isFalse();
        assertThatThrownBy(grant::check).isSameAs(unknownNow);
    }

    private Grant grant(String name) {
        return grants.grant(name, caller(), () -> {
            Problem now = refusal.get();
            Instant over = end;
            if (now != null || (over != null && !Instant.now().isBefore(over))) {
                throw now == null ? refused : now;
            }
            return over;
        });
    }

    private @Nullable OrganizationChanged said() {
        return organization;
    }

    private static Caller caller() {
        return new Caller("o_1", "ak_1", Set.of(Scope.CODES_REQUEST));
    }
}
