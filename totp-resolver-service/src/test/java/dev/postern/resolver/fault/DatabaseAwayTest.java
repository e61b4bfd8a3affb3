package dev.postern.resolver.fault;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.postern.events.CodeReceived;
import dev.postern.events.Topic;
import dev.postern.fixtures.UserServer;
import dev.postern.fixtures.UserServer.Reply;
import dev.postern.local.postgres.LocalPostgres;
import dev.postern.resolver.Publisher;
import dev.postern.resolver.ResolverInstallation;
import dev.postern.resolver.lock.MatchKeyLock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database that goes away costs new callers a refusal they can repeat, and those who wait nothing but time. */
@QuarkusTest
@QuarkusTestResource(ResolverInstallation.class)
class DatabaseAwayTest {
    private static final Duration LONG = Duration.ofSeconds(40);

    @Inject
    Publisher publisher;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private final LocalPostgres postgres = ResolverInstallation.postgres();
    private final String organization = "o_" + UUID.randomUUID();
    private final String address = UUID.randomUUID() + "@example.com";
    private String key;
    private boolean away;

    @BeforeEach
    void makeKey() {
        key = publisher.key(organization);
    }

    @AfterEach
    void bringBack() {
        if (away) {
            back();
        }
    }

    @Test
    void whoeverWaitsIsAnsweredWithTheCodeThatCameWhileItWasAway() throws Exception {
        // Given
        CompletableFuture<Response> held = askLater("{\"totp_identifier\":\"" + address + "\"}", 50);
        awaitWaiting();
        goAway();

        // When
        publisher.publish(publisher.code(organization, address, "847291"));
        askUntilRefused();
        back();

        // Then
        held.get(40, TimeUnit.SECONDS).then().statusCode(200).body("code", equalTo("847291"));
    }

    @Test
    void whoeverWaitsGoesOnWaitingWhenItIsBack() throws Exception {
        // Given
        CompletableFuture<Response> held = askLater("{\"totp_identifier\":\"" + address + "\"}", 50);
        awaitWaiting();
        goAway();
        askUntilRefused();

        // When
        back();
        awaitListening();

        // Then
        askUntilTaken();
        assertThat(held).isNotDone();
        publisher.publish(publisher.code(organization, address, "112233"));
        held.get(40, TimeUnit.SECONDS).then().statusCode(200).body("code", equalTo("112233"));
    }

    @Test
    void newRequestsAreRefusedInTheFormOfTheirRouteWithTheTimeToAskAgain() {
        // Given
        String id = ask("{\"totp_identifier\":\"" + address + "\"}", 0).path("code_request_id");
        goAway();

        // When
        Response asked = askUntilRefused();
        Response held = ask("{\"totp_identifier\":\"" + address + "\"}", 20);
        Response lookedAt = as().get("/v1/code-requests/" + id);
        Response list = as().get("/v1/codes");
        Response skyvern = as().get("/v1/credentials/totp");

        // Then
        for (Response own : new Response[] {asked, held, lookedAt, list}) {
            own.then()
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", notNullValue())
                    .body("type", equalTo("/problems/temporarily-unavailable"));
        }
        skyvern.then()
                .statusCode(503)
                .contentType("application/json")
                .header("Retry-After", notNullValue())
                .body("$", aMapWithSize(1))
                .body("detail", notNullValue());

        // When
        back();

        // Then
        askUntilTaken();
        as().get("/v1/code-requests/" + id).then().statusCode(202).body("status", equalTo("waiting"));
    }

    @Test
    void whoseTimeIsUpMeanwhileIsToldWhatIsKnown() throws Exception {
        try (UserServer server = UserServer.start(_ -> Reply.code(""))) {
            // Given
            CompletableFuture<Response> plain = askLater("{\"totp_identifier\":\"" + address + "\"}", 8);
            CompletableFuture<Response> calling = askLater("{\"totp_url\":\"" + server.url() + "\"}", 8);
            CompletableFuture<Response> ending =
                    askLater("{\"totp_identifier\":\"" + address + "\",\"timeout_seconds\":8}", 20);
            Awaitility.await()
                    .atMost(LONG)
                    .untilAsserted(() -> as().get("/v1/code-requests?status=waiting")
                            .then()
                            .body("code_requests.size()", equalTo(3)));

            // When
            goAway();

            // Then
            plain.get(30, TimeUnit.SECONDS).then().statusCode(202).body("status", equalTo("waiting"));
            calling.get(30, TimeUnit.SECONDS).then().statusCode(202).body("status", equalTo("waiting"));
            // Only the database knows whether it has its code.
            ending.get(30, TimeUnit.SECONDS).then().statusCode(503).header("Retry-After", notNullValue());
        }
    }

    @Test
    void aCodeThatAServerSaysOnceIsKeptUntilItCanBeStored() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (Connection locking = postgres.database("codes").connect();
                Statement lock = locking.createStatement();
                UserServer server = UserServer.start(_ -> Reply.code(calls.getAndIncrement() == 0 ? "775533" : ""))) {
            // Given
            locking.setAutoCommit(false);
            lock.execute("LOCK TABLE totp_url_codes IN ACCESS EXCLUSIVE MODE");
            CompletableFuture<Response> held = askLater("{\"totp_url\":\"" + server.url() + "\"}", 50);

            // When
            Awaitility.await().atMost(LONG).until(this::breakWhoWaitsToStore);
            locking.rollback();

            // Then
            held.get(60, TimeUnit.SECONDS)
                    .then()
                    .statusCode(200)
                    .body("code", equalTo("775533"))
                    .body("source", equalTo("totp_url"));
        }
    }

    @Test
    void aCodeThatCannotBeStoredYetIsNotCommittedByThoseBehindIt() throws Exception {
        CodeReceived stopped = publisher.code(organization, address, "314159");
        CodeReceived last = publisher.code(organization, "last@example.com", "424242");
        try (Connection locking = postgres.database("codes").connect();
                Admin broker = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            // Given
            locking.setAutoCommit(false);
            MatchKeyLock.take(locking, stopped.key());

            // When
            long first = publisher.publishTogether(
                    0, List.of(stopped, publisher.code(organization, "else@example.com", "271828"), last));
            Awaitility.await()
                    .atMost(LONG)
                    .untilAsserted(() -> as().get("/v1/codes").then().body("codes.size()", equalTo(2)));
            long other = publisher.publishTogether(1, List.of(publisher.code(organization, address + "1", "112358")));
            Awaitility.await().atMost(LONG).until(() -> committed(broker, 1) > other);

            // Then
            assertThat(committed(broker, 0)).isLessThanOrEqualTo(first);
            locking.rollback();
            Awaitility.await().atMost(LONG).until(() -> committed(broker, 0) == first + 3);
        }
    }

    /** Where whoever has this partition after a crash begins; 0 when nothing is committed. */
    private static long committed(Admin broker, int partition) throws Exception {
        OffsetAndMetadata committed = broker.listConsumerGroupOffsets("totp-resolver-service")
                .partitionsToOffsetAndMetadata()
                .get(20, TimeUnit.SECONDS)
                .get(new TopicPartition(Topic.CODES_RECEIVED.topicName(), partition));
        return committed == null ? 0 : committed.offset();
    }

    /** The connection on which the code was about to be stored is lost, as all are when the server goes away. */
    private boolean breakWhoWaitsToStore() throws SQLException {
        try (Connection connection = postgres.database("codes").connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE wait_event_type = 'Lock' AND query LIKE '%INSERT INTO totp_url_codes%'")) {
            return rows.next();
        }
    }

    private void goAway() {
        away = true;
        postgres.stop();
    }

    private void back() {
        postgres.restart();
        away = false;
    }

    /** The other connections of the pool may still be of the time before. */
    private Response askUntilRefused() {
        return Awaitility.await()
                .atMost(LONG)
                .until(() -> ask("{\"totp_identifier\":\"" + address + "\"}", 0), answer -> answer.statusCode() == 503);
    }

    private void askUntilTaken() {
        Awaitility.await()
                .atMost(LONG)
                .until(() ->
                        ask("{\"totp_identifier\":\"else@example.com\"}", 0).statusCode() == 202);
    }

    private CompletableFuture<Response> askLater(String body, int wait) {
        return CompletableFuture.supplyAsync(() -> ask(body, wait), task -> new Thread(task).start());
    }

    private Response ask(String body, int wait) {
        return as().header("Prefer", "wait=" + wait).body(body).post("/v1/code-requests");
    }

    private RequestSpecification as() {
        return given().header("x-api-key", key).contentType("application/json");
    }

    private void awaitWaiting() {
        Awaitility.await()
                .atMost(LONG)
                .untilAsserted(() ->
                        as().get("/v1/code-requests?status=waiting").then().body("code_requests.size()", equalTo(1)));
    }

    /** Until this replica hears again what others say of requests. */
    private void awaitListening() {
        Awaitility.await().atMost(LONG).ignoreExceptions().until(() -> {
            try (Connection connection = postgres.database("codes").connect();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(
                            "SELECT 1 FROM pg_stat_activity WHERE query = 'LISTEN code_requests'")) {
                return rows.next();
            }
        });
    }
}
