package dev.postern.resolver.history;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.postern.events.CodeReceived;
import dev.postern.resolver.Publisher;
import dev.postern.resolver.claim.ReceivedCodes;
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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How pages of the history are turned, and what is refused. */
@ExtendWith(WiredResolver.class)
class CodePagesTest {
    @Inject
    Publisher publisher;

    @Inject
    ReceivedCodes codes;

    @Inject
    DataSource dataSource;

    @Inject
    Clock clock;

    private final String organization = "o_" + UUID.randomUUID();
    private final String address = UUID.randomUUID() + "@example.com";
    private String key;
    private Instant now;

    @BeforeEach
    void makeKey() {
        key = publisher.key(organization);
        now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    @Test
    void givesEachCodeOnceWhateverArrivesBetweenThePages() {
        // Given
        List<String> before = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            before.addFirst(arrive(now.minusSeconds(100 - i)));
        }

        // When
        List<String> read = new ArrayList<>();
        String cursor = "";
        do {
            Response page = list(Map.of("limit", "2", "cursor", cursor));
            read.addAll(page.path("codes.totp_code_id"));
            cursor = page.path("next_cursor");
            arrive(now.plusSeconds(read.size()));
        } while (cursor != null);

        // Then
        assertThat(read).containsExactlyElementsOf(before);
    }

    @Test
    void turnsThePageBetweenCodesOfTheSameMoment() {
        // Given
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(arrive(now));
        }

        // When
        Response first = list(Map.of("limit", "3"));
        Response second = list(Map.of("limit", "3", "cursor", first.path("next_cursor")));

        // Then
        List<String> read = new ArrayList<>(first.<List<String>>path("codes.totp_code_id"));
        read.addAll(second.path("codes.totp_code_id"));
        assertThat(read).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(second.<String>path("next_cursor")).isNull();
    }

    @Test
    void searchesOnlySoManyCodesForAPageAndSaysWhereToGoOn() throws Exception {
        // Given
        String rare = arrive(now.minus(Duration.ofDays(2)));
        relabel(rare);
        manyMore(10_500);

        // When
        Response first = list(Map.of("source", "rare"));
        Response second = list(Map.of("source", "rare", "cursor", first.path("next_cursor")));

        // Then
        first.then().body("codes", empty()).body("next_cursor", notNullValue());
        second.then().body("codes.totp_code_id", contains(rare)).body("next_cursor", nullValue());
    }

    @Test
    void namesEverythingThatIsWrongWithAQuery() {
        // When
        Response refused = list(Map.of(
                "limit", "201",
                "cursor", "made-up",
                "received_after", "yesterday",
                "received_before", "+999999999-01-01T00:00:00Z",
                "state", "lost",
                "otp_type", "",
                "run", "a\0b"));

        // Then
        refused.then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "/limit",
                                "/cursor",
                                "/received_after",
                                "/received_before",
                                "/state",
                                "/otp_type",
                                "/run"));
    }

    @Test
    void refusesCursorsThatAreNoneOfOurs() {
        for (String text : List.of(
                "2026-01-01T00:00:00Z totp_1 more",
                "2026-01-01T00:00:00Z 1",
                "-999999999-01-01T00:00:00Z totp_1",
                "totp_1",
                " ")) {
            list(Map.of("cursor", Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII))))
                    .then()
                    .statusCode(422);
        }
        list(Map.of("cursor", "A".repeat(1_000))).then().statusCode(422);
    }

    @Test
    void showsAStrangerNothingEvenWithAnOwnersCursor() {
        // Given
        arrive(now);
        arrive(now);
        String cursor = list(Map.of("limit", "1")).path("next_cursor");
        String stranger = publisher.key("o_" + UUID.randomUUID());

        // Then
        given().header("x-api-key", stranger)
                .queryParam("totp_identifier", address)
                .get("/v1/codes")
                .then()
                .statusCode(200)
                .body("codes", empty());
        given().header("x-api-key", stranger)
                .queryParam("cursor", cursor)
                .get("/v1/codes")
                .then()
                .statusCode(200)
                .body("codes", empty());
        given().get("/v1/codes").then().statusCode(403).contentType("application/problem+json");
    }

    private String arrive(Instant at) {
        CodeReceived code = publisher
                .message(organization, address)
                .code("123456")
                .receivedAt(at)
                .event();
        codes.arrive(code);
        return code.totpCodeId();
    }

    private void relabel(String id) throws Exception {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE codes SET source = 'rare' WHERE totp_code_id = ?")) {
            update.setString(1, id);
            update.executeUpdate();
        }
    }

    /** Newer ones, of another label. */
    private void manyMore(int count) throws Exception {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement("""
                        INSERT INTO codes (totp_code_id, organization_id, match_key, otp_type, received_at, valid_until,
                            repeat_key, identifier_sealed, content_truncated, rule, confidence)
                        SELECT 'totp_' || gen_random_uuid(), ?, 'k', 'totp', clock_timestamp() - n * interval '1 second',
                            clock_timestamp(), 'k', 'x', false, 'r', 1
                        FROM generate_series(1, ?) n""")) {
            insert.setString(1, organization);
            insert.setInt(2, count);
            insert.executeUpdate();
        }
    }

    private Response list(Map<String, String> query) {
        return asCaller().queryParams(query).get("/v1/codes");
    }

    private RequestSpecification asCaller() {
        return given().header("x-api-key", key).contentType("application/json");
    }
}
