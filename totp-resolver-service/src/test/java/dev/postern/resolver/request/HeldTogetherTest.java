package dev.postern.resolver.request;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.postern.platform.limit.FairPlaces;
import dev.postern.resolver.Publisher;
import dev.postern.resolver.ResolverInstallation;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Many callers of one organisation: held for one request, which one event answers, and at the database, where they take turns. */
@QuarkusTest
@QuarkusTestResource(ResolverInstallation.class)
class HeldTogetherTest {
    private static final int HELD = 150;
    private static final int OF_ONE = FairPlaces.mostOfOne(FairPlaces.atOnce(10));

    @Inject
    Publisher publisher;

    @Inject
    MeterRegistry metrics;

    @Inject
    DataSource dataSource;

    private final String organization = "o_" + UUID.randomUUID();

    @RepeatedTest(4)
    void whatAnotherCallEndsIsToldToAllWhoWait() throws Exception {
        // Given
        String key = publisher.key(organization);
        String id = given().header("x-api-key", key)
                .contentType("application/json")
                .body("{\"totp_identifier\":\"" + UUID.randomUUID() + "@example.com\"}")
                .post("/v1/code-requests")
                .path("code_request_id");
        try (ExecutorService callers = Executors.newFixedThreadPool(HELD)) {
            List<Future<Response>> held = IntStream.range(0, HELD)
                    .mapToObj(_ -> callers.submit(() -> given().header("x-api-key", key)
                            .header("Prefer", "wait=55")
                            .get("/v1/code-requests/" + id)))
                    .toList();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(50))
                    .untilAsserted(() -> assertThat(metrics.get("postern.code.requests.held")
                                    .gauge()
                                    .value())
                            .isGreaterThanOrEqualTo(HELD));

            // When
            given().header("x-api-key", key)
                    .delete("/v1/code-requests/" + id)
                    .then()
                    .statusCode(204);

            // Then
            for (Future<Response> each : held) {
                each.get(20, TimeUnit.SECONDS).then().statusCode(200).body("status", equalTo("cancelled"));
            }
        }
    }

    @Test
    void callersTakeDatabaseConnectionsInTurnAndLeaveSomeToTheServiceItself() throws Exception {
        // Given
        String flood = publisher.key(organization);
        String neighbour = publisher.key("o_" + UUID.randomUUID());
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
                Connection locking = dataSource.getConnection()) {
            locking.setAutoCommit(false);
            try (Statement lock = locking.createStatement()) {
                lock.execute("LOCK TABLE code_requests IN ACCESS EXCLUSIVE MODE");
            }

            // When
            List<Future<Response>> answers = IntStream.range(0, 30)
                    .mapToObj(i -> callers.submit(() -> given().header("x-api-key", i == 0 ? neighbour : flood)
                            .get("/v1/code-requests")))
                    .toList();

            // Then: at most ten of the twenty connections are for callers, and one organisation leaves some of them to
            // others.
            Awaitility.await()
                    .atMost(Duration.ofSeconds(8))
                    .untilAsserted(() -> assertThat(metrics.get("postern.database.callers.waiting")
                                    .gauge()
                                    .value())
                            .isEqualTo(30 - OF_ONE - 1));

            // When
            locking.rollback();

            // Then
            for (Future<Response> each : answers) {
                each.get(20, TimeUnit.SECONDS).then().statusCode(200);
            }
        }
    }

    @Test
    void thoseWhoseWaitEndsTogetherTakeTurnsToo() throws Exception {
        // Given
        int ending = 30;
        String flood = publisher.key(organization);
        List<String> requests = IntStream.range(0, ending)
                .mapToObj(i -> made(flood, i + "@example.com"))
                .toList();
        String neighbour = publisher.key("o_" + UUID.randomUUID());
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
                Connection locking = dataSource.getConnection()) {
            locking.setAutoCommit(false);
            try (Statement lock = locking.createStatement()) {
                // The hints of an answer are read there, long after the call's own thread has ended.
                lock.execute("LOCK TABLE channel_posts IN ACCESS EXCLUSIVE MODE");
            }

            // When
            List<Future<Response>> answers = requests.stream()
                    .map(id -> callers.submit(() -> held(flood, id, 2)))
                    .toList();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(metrics.get("postern.database.callers.waiting")
                                    .gauge()
                                    .value())
                            .isEqualTo(ending - OF_ONE));

            // Then: a call that needs no hints finds a connection.
            given().header("x-api-key", neighbour)
                    .get("/v1/code-requests")
                    .then()
                    .statusCode(200);

            // When
            locking.rollback();

            // Then
            for (Future<Response> each : answers) {
                each.get(30, TimeUnit.SECONDS).then().statusCode(202);
            }
        }
    }

    private static String made(String key, String address) {
        return given().header("x-api-key", key)
                .contentType("application/json")
                .body("{\"totp_identifier\":\"" + address + "\"}")
                .post("/v1/code-requests")
                .path("code_request_id");
    }

    private static Response held(String key, String request, int seconds) {
        return given().header("x-api-key", key)
                .header("Prefer", "wait=" + seconds)
                .get("/v1/code-requests/" + request);
    }
}
