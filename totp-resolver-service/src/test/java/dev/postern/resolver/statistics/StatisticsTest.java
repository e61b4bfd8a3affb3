package dev.postern.resolver.statistics;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;

import dev.postern.events.CodeReceived;
import dev.postern.events.EventJson;
import dev.postern.events.MessageUnparsed;
import dev.postern.events.Origin;
import dev.postern.events.RunScope;
import dev.postern.events.Topic;
import dev.postern.resolver.Publisher;
import dev.postern.resolver.wired.WiredResolver;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WiredResolver.class)
class StatisticsTest {
    @Inject
    Publisher publisher;

    @Inject
    DataSource dataSource;

    @Inject
    Clock clock;

    private final String organization = "o_" + UUID.randomUUID();
    private final String address = UUID.randomUUID() + "@example.com";
    private String key;

    @BeforeEach
    void makeKey() {
        key = publisher.key(organization);
    }

    @Test
    void countsCodesByHourAndSourceAndEachEventOnce() {
        // Given
        Instant now = clock.instant();
        Instant before = now.minus(Duration.ofHours(2));
        CodeReceived code = publisher
                .message(organization, address)
                .code("111111")
                .receivedAt(before)
                .event();

        // When
        publisher.publish(code);
        publisher.publish(code);
        publisher.publish(publisher
                .message(organization, address)
                .code("222222")
                .receivedAt(before)
                .event());
        publisher.publish(publisher
                .message(organization, address)
                .code("333333")
                .receivedAt(now)
                .event());

        // Then
        soon(() -> ask(Map.of())
                .then()
                .statusCode(200)
                .body("received", equalTo(3))
                .body("codes_per_hour.source", contains("test", "test"))
                .body("codes_per_hour.codes", contains(2, 1))
                .body(
                        "codes_per_hour.hour",
                        contains(
                                before.truncatedTo(ChronoUnit.HOURS).toString(),
                                now.truncatedTo(ChronoUnit.HOURS).toString())));
    }

    @Test
    void leavesOutWhatIsNotInTheWindow() {
        // Given
        Instant before = clock.instant().minus(Duration.ofHours(30));
        publisher.publish(publisher
                .message(organization, address)
                .code("111111")
                .receivedAt(before)
                .event());

        // Then
        soon(() -> ask(Map.of("from", before.toString())).then().body("received", equalTo(1)));
        ask(Map.of()).then().body("received", equalTo(0)).body("codes_per_hour", empty());
        ask(Map.of("from", "2026-01-01T00:30:00Z", "to", "2026-01-31T00:00:00Z"))
                .then()
                .statusCode(200)
                .body("from", equalTo("2026-01-01T00:00:00Z"))
                .body("received", equalTo(0));
    }

    @Test
    void saysHowLongDeliveriesTookAndWhoseCodesWereRejected() {
        // Given
        CodeReceived code = publisher
                .message(organization, address)
                .code("111111")
                .from("no-reply@bank.example")
                .event();
        publisher.publish(code);
        String request = request();

        // When
        asCaller()
                .body("{\"outcome\":\"rejected\"}")
                .post("/v1/code-requests/" + request + "/outcome")
                .then()
                .statusCode(200);

        // Then
        soon(() -> ask(Map.of())
                .then()
                .body("requested_to_delivered.deliveries", equalTo(1))
                .body("requested_to_delivered.p50_ms", greaterThanOrEqualTo(1))
                .body("waits_per_hour.deliveries", contains(1))
                .body("waits_per_hour[0].p99_ms", greaterThanOrEqualTo(1))
                .body("read_by_sender.sender_masked", contains("n•••@bank.example"))
                .body("read_by_sender.read", contains(1))
                .body("read_by_sender.unread", contains(0))
                .body("rejected_by_sender.sender_masked", contains("n•••@bank.example"))
                .body("rejected_by_sender.codes", contains(1)));
    }

    @Test
    void tellsHowLongLoginsWaitedApartFromHowLongCodesLay() {
        // Given
        Instant before = clock.instant().minusSeconds(90);
        publisher.publish(publisher
                .message(organization, address)
                .code("111111")
                .receivedAt(before)
                .event());
        asCaller()
                .body("{\"totp_identifier\":\"" + address + "\",\"hesitation_seconds\":0}")
                .header("Prefer", "wait=20")
                .post("/v1/code-requests")
                .then()
                .statusCode(200);

        // When
        asCaller()
                .body("{\"totp_identifier\":\"" + address + "\"}")
                .post("/v1/code-requests")
                .then()
                .statusCode(202);
        publisher.publish(publisher.code(organization, address, "222222"));

        // Then
        soon(() -> ask(Map.of())
                .then()
                .body("requested_to_delivered.deliveries", equalTo(2))
                .body("requested_to_delivered.p99_ms", lessThan(60_000))
                .body("received_to_delivered.deliveries", equalTo(1))
                .body("received_to_delivered.p99_ms", lessThan(60_000))
                .body("received_to_requested.deliveries", equalTo(1))
                .body("received_to_requested.p50_ms", greaterThanOrEqualTo(80_000)));
    }

    @Test
    void countsWhatWasNotParsedByReasonAndKnowsAChannelsLastMessage() {
        // Given
        Instant first = clock.instant().truncatedTo(ChronoUnit.MICROS).minusSeconds(60);

        // When
        publisher.publish(unparsed("no_candidate", first));
        publisher.publish(unparsed("no_candidate", first.plusSeconds(10)));
        publisher.publish(unparsed("ambiguous", first.plusSeconds(5)));

        // Then
        soon(() -> ask(Map.of())
                .then()
                .body("unparsed", equalTo(3))
                .body("unparsed_by_reason.reason", contains("no_candidate", "ambiguous"))
                .body("unparsed_by_reason.messages", contains(2, 1))
                .body("read_by_channel.channel_id", contains("ch_1"))
                .body("read_by_channel.read", contains(0))
                .body("read_by_channel.unread", contains(3))
                .body("read_by_sender", empty())
                .body("channels.channel_id", contains("ch_1"))
                .body("channels.last_message_at", contains(first.plusSeconds(10).toString())));
    }

    @Test
    void showsTwentySourcesAndTheOthersTogether() throws Exception {
        // Given
        Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement("""
                        INSERT INTO hourly_counts (organization_id, hour, kind, label, count)
                        SELECT ?, ?, 'received', 's' || n, n FROM generate_series(1, 90) n""")) {
            insert.setString(1, organization);
            insert.setObject(2, hour.atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }

        // Then
        ask(Map.of())
                .then()
                .body("received", equalTo(90 * 91 / 2))
                .body("codes_per_hour", hasSize(21))
                .body("codes_per_hour.find { it.source == '…' }.codes", equalTo(70 * 71 / 2));
    }

    @Test
    void keepsOnlySoManyLabelsApartInAnHour() throws Exception {
        // Given
        Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement("""
                        INSERT INTO hourly_counts (organization_id, hour, kind, label, count)
                        SELECT ?, ?, 'received', 's' || n, 1000 FROM generate_series(1, 100) n""")) {
            insert.setString(1, organization);
            insert.setObject(2, hour.atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }

        // When
        publishLabelled("one more");
        publishLabelled("s1");

        // Then
        soon(() -> ask(Map.of())
                .then()
                .body("received", equalTo(100_002))
                .body("codes_per_hour.find { it.source == 's1' }.codes", equalTo(1001))
                .body("codes_per_hour.find { it.source == '…' }.codes", equalTo(80_001)));
    }

    @Test
    void namesWhatIsWrongWithAWindow() {
        ask(Map.of("from", "x", "to", "1999-01-01T00:00:00Z"))
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors.pointer", containsInAnyOrder("/from", "/to"));
        ask(Map.of("from", "2026-02-01T00:00:00Z", "to", "2026-01-01T00:00:00Z"))
                .then()
                .statusCode(422);
        ask(Map.of("from", "2026-01-01T00:00:00Z", "to", "2026-03-01T00:00:00Z"))
                .then()
                .statusCode(422);
    }

    @Test
    void tellsAStrangerNothing() {
        // Given
        publisher.publish(publisher.code(organization, address, "111111"));
        soon(() -> ask(Map.of()).then().body("received", equalTo(1)));

        // Then
        given().header("x-api-key", publisher.key("o_" + UUID.randomUUID()))
                .get("/v1/statistics")
                .then()
                .statusCode(200)
                .body("received", equalTo(0))
                .body("received_to_delivered.p99_ms", nullValue())
                .body("channels", empty());
        given().get("/v1/statistics").then().statusCode(403);
    }

    private Response ask(Map<String, String> query) {
        return asCaller().queryParams(query).get("/v1/statistics");
    }

    private String request() {
        return asCaller()
                .header("Prefer", "wait=20")
                .body("{\"totp_identifier\":\"" + address + "\"}")
                .post("/v1/code-requests")
                .then()
                .statusCode(200)
                .extract()
                .path("code_request_id");
    }

    private void publishLabelled(String source) {
        CodeReceived code = publisher.code(organization, address, "123456");
        String json = new String(EventJson.write(code), StandardCharsets.UTF_8)
                .replace("\"source\":\"test\"", "\"source\":\"" + source + "\"");
        publisher.publish(Topic.CODES_RECEIVED.topicName(), code.matchKey(), json.getBytes(StandardCharsets.UTF_8));
    }

    private MessageUnparsed unparsed(String reason, Instant at) {
        return new MessageUnparsed(
                "totp_" + UUID.randomUUID(),
                organization,
                "key",
                reason,
                null,
                RunScope.NONE,
                at,
                null,
                new Origin("ch_1", null, null, List.of()),
                "•••",
                "x",
                "x",
                false,
                null,
                null);
    }

    private static void soon(ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(assertion);
    }

    private RequestSpecification asCaller() {
        return given().header("x-api-key", key).contentType("application/json");
    }
}
