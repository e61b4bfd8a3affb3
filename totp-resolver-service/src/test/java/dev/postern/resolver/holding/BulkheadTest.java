package dev.postern.resolver.holding;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.postern.resolver.Publisher;
import dev.postern.resolver.wired.WiredResolver;
import io.micrometer.core.instrument.MeterRegistry;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A replica that has all hands full says so at once. */
@ExtendWith(WiredResolver.class)
class BulkheadTest {
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch inside = new CountDownLatch(Bulkhead.AT_WORK);
    private final CountDownLatch leave = new CountDownLatch(1);
    private final String organization = "o_" + UUID.randomUUID();

    @Inject
    Bulkhead bulkhead;

    @Inject
    Publisher publisher;

    @Inject
    DataSource dataSource;

    @Inject
    MeterRegistry metrics;

    @AfterEach
    void letGo() {
        leave.countDown();
        callers.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 30})
    void refusesARequestAtOnceAndStoresNothing(int wait) throws Exception {
        // Given
        double before = refused();
        takeEveryPlace();

        // When
        Response refusal = ask(wait);

        // Then
        refusal.then()
                .statusCode(503)
                .header("Retry-After", "7")
                .body("detail", equalTo("Too many code requests are being made at once"));
        assertThat(stored()).isZero();
        assertThat(refused()).isGreaterThan(before);
    }

    @Test
    void takesRequestsAgainWhenOthersAreMade() throws Exception {
        // Given
        takeEveryPlace();
        letGo();

        // When
        Response taken = ask(0);

        // Then
        taken.then().statusCode(202);
    }

    @Test
    void takesRequestsAgainAfterOneThatFailed() throws Exception {
        // Given
        for (int i = 0; i < Bulkhead.PLACES; i++) {
            Future<?> failing = callers.submit(() -> bulkhead.admit("o_failing", () -> {
                throw new IllegalStateException("Not made");
            }));
            assertThat(failing).failsWithin(Duration.ofSeconds(20));
        }

        // When
        Response taken = ask(0);

        // Then
        taken.then().statusCode(202);
    }

    @Test
    void leavesAPlaceToANeighbourHoweverMuchAnOrganizationAsksFor() throws Exception {
        // Given
        for (int i = 0; i < 2 * Bulkhead.PLACES; i++) {
            Future<?> _ = callers.submit(() -> bulkhead.admit("o_flood", this::stay));
        }
        Awaitility.await().until(() -> bulkhead.taken() == Bulkhead.PLACES / 2);

        // When
        Future<String> neighbour = callers.submit(() -> bulkhead.admit("o_neighbour", () -> "made"));

        // Then: while all of the other's still go on.
        assertThat(neighbour).succeedsWithin(Duration.ofSeconds(20)).isEqualTo("made");
    }

    private void takeEveryPlace() throws InterruptedException {
        for (int i = 0; i < Bulkhead.PLACES; i++) {
            // Each of another organisation: one alone gets no more than half.
            String each = "o_" + i;
            callers.execute(() -> bulkhead.admit(each, this::stay));
        }
        assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();
        Awaitility.await().until(() -> bulkhead.taken() == Bulkhead.PLACES);
    }

    private boolean stay() {
        inside.countDown();
        try {
            return leave.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Response ask(int wait) {
        return given().header("x-api-key", publisher.key(organization))
                .contentType("application/json")
                .header("Prefer", "wait=" + wait)
                .body("{\"totp_identifier\":\"" + UUID.randomUUID() + "@example.com\"}")
                .post("/v1/code-requests");
    }

    private double refused() {
        return metrics.get("postern.code.requests.refused").counter().count();
    }

    private long stored() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT count(*) FROM code_requests WHERE organization_id = ?")) {
            select.setString(1, organization);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
