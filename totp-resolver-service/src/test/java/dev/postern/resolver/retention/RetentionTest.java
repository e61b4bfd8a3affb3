package dev.postern.resolver.retention;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.postern.database.Sql;
import dev.postern.events.CodeReceived;
import dev.postern.resolver.Publisher;
import dev.postern.resolver.claim.ReceivedCodes;
import dev.postern.resolver.wired.WiredResolver;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(WiredResolver.class)
class RetentionTest {
    private static final String LEFT = """
            SELECT (content_sealed IS NOT NULL) || ' ' || (code_sealed IS NOT NULL) FROM codes WHERE totp_code_id = ?""";

    /** In seconds: some 300 years, since what was erased on demand counts as received in 1970, and is due once it cannot come again. */
    private static final double BEFORE_ALL = 1e10;

    @Inject
    Publisher publisher;

    @Inject
    ReceivedCodes codes;

    @Inject
    Retention retention;

    @Inject
    DataSource dataSource;

    @Inject
    Clock clock;

    private final String organization = "o_" + UUID.randomUUID();
    private final String address = UUID.randomUUID() + "@example.com";

    @Test
    void deletesTheContentFirstThenTheCodeThenTheRow() throws Exception {
        // Given
        CodeReceived young = arrived(Duration.ofDays(6));
        CodeReceived older = arrived(Duration.ofDays(8));
        CodeReceived old = arrived(Duration.ofDays(31));
        CodeReceived oldest = arrived(Duration.ofDays(91));
        execute("UPDATE codes SET stored_at = received_at WHERE totp_code_id = ?", oldest.totpCodeId());

        // When
        retention.erase();

        // Then
        assertThat(strings(LEFT, young.totpCodeId())).containsExactly("true true");
        assertThat(strings(LEFT, older.totpCodeId())).containsExactly("false true");
        assertThat(strings(LEFT, old.totpCodeId())).containsExactly("false false");
        assertThat(strings(LEFT, oldest.totpCodeId())).isEmpty();
    }

    @Test
    void remembersAnEventForAsLongAsItMayComeAgain() throws Exception {
        // Given
        CodeReceived late = arrived(Duration.ofDays(91));
        retention.erase();

        // When
        codes.arrive(publisher.message(organization, address).code("999999").event());
        codes.arrive(late);

        // Then
        assertThat(strings(LEFT, late.totpCodeId())).containsExactly("false false");

        // When
        execute(
                "UPDATE codes SET stored_at = clock_timestamp() - interval '74 hours' WHERE totp_code_id = ?",
                late.totpCodeId());
        retention.erase();

        // Then
        assertThat(strings(LEFT, late.totpCodeId())).isEmpty();
    }

    @Test
    void deletesMoreThanABatch() throws Exception {
        // Given
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement("""
                        INSERT INTO codes (totp_code_id, organization_id, match_key, otp_type, received_at, valid_until,
                            repeat_key, identifier_sealed, content_sealed, code_sealed, content_truncated, rule,
                            confidence, stored_at)
                        SELECT 'totp_' || gen_random_uuid(), ?, 'k', 'totp', t, t, 'k', 'x', 'x', 'x', false, 'r', 1, t
                        FROM generate_series(1, 2500) n, LATERAL (SELECT clock_timestamp() - interval '100 days' AS t)""")) {
            insert.setString(1, organization);
            insert.executeUpdate();
        }

        // When
        retention.erase();

        // Then
        assertThat(strings("SELECT totp_code_id FROM codes WHERE organization_id = ?", organization))
                .isEmpty();
    }

    /** What is not due must not be looked at, or it costs more the more there is. */
    @ParameterizedTest
    @EnumSource
    void looksAtNothingThatIsNotDue(Stage stage) throws Exception {
        // Given
        codes.arrive(publisher.code(organization, address, "111111"));
        ask(publisher.key(organization), address);

        // Then
        looksAtNothingThatIsNotDue(
                stage.sql(), parameters -> parameters.set("kept", BEFORE_ALL).set("limit", 1_000));
        if (stage.ofOne().isPresent()) {
            looksAtNothingThatIsNotDue(
                    stage.ofOne().get(),
                    parameters -> parameters
                            .set("organization", organization)
                            .set("kept", BEFORE_ALL)
                            .set("limit", 1_000));
        }
    }

    private void looksAtNothingThatIsNotDue(Sql sql, Sql.Binding binding) throws Exception {
        Sql explain = Sql.of("EXPLAIN (ANALYZE, TIMING OFF, COSTS OFF) " + sql);
        List<String> plan = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                Statement setting = connection.createStatement()) {
            connection.setAutoCommit(false);
            setting.execute("SET LOCAL enable_seqscan = off");
            setting.execute("SET LOCAL enable_sort = off");
            plan.addAll(explain.query(connection, binding, row -> row.getString(1)));
            connection.rollback();
        }
        assertThat(plan)
                .anyMatch(line -> line.contains("Index Scan"))
                .noneMatch(line -> line.contains("Rows Removed by Filter"));
    }

    @Test
    void leavesItToTheReplicaThatIsAtIt() throws Exception {
        // Given
        CodeReceived older = arrived(Duration.ofDays(8));

        // When
        try (Connection other = dataSource.getConnection();
                Statement lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("SELECT pg_advisory_xact_lock(" + 0x6572617365L + ")");
            retention.erase();
            other.rollback();
        }

        // Then
        assertThat(strings(LEFT, older.totpCodeId())).containsExactly("true true");

        // When
        retention.erase();

        // Then
        assertThat(strings(LEFT, older.totpCodeId())).containsExactly("false true");
    }

    @Test
    void deletesTheCodesOfRequestsThenTheRequestsAndNoneThatWaits() throws Exception {
        // Given
        codes.arrive(publisher.code(organization, address, "111111"));
        String key = publisher.key(organization);
        String delivered = ask(key, address);
        String gone = ask(key, address);
        String waiting = ask(key, "else-" + address);
        age(delivered, Duration.ofDays(31));
        age(gone, Duration.ofDays(91));

        // When: what another statement has locked is left for the next time
        String left = "SELECT (code_sealed IS NOT NULL)::text FROM code_requests WHERE code_request_id = ?";
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            retention.erase();
            return strings(left, gone).isEmpty() && strings(left, delivered).equals(List.of("false"));
        });

        // Then
        assertThat(strings(left, waiting)).containsExactly("false");
        given().header("x-api-key", key)
                .get("/v1/code-requests/" + delivered)
                .then()
                .statusCode(200)
                .body("status", equalTo("delivered"))
                .body("code", nullValue());
    }

    @Test
    void deletesEventsAndCountsThatAreTooOld() throws Exception {
        // Given
        execute("""
                INSERT INTO code_events (organization_id, seq, event_id, kind, data, recorded_at)
                SELECT ?, n, gen_random_uuid()::text, 'received', '{}', clock_timestamp() - n * interval '72 hours'
                FROM generate_series(1, 2) n""", organization);
        execute("""
                INSERT INTO hourly_counts (organization_id, hour, kind, label, count)
                SELECT ?, clock_timestamp() - n * interval '60 days', 'received', '', 1 FROM generate_series(1, 2) n""", organization);

        // When
        retention.erase();

        // Then
        assertThat(strings("SELECT seq::text FROM code_events WHERE organization_id = ?", organization))
                .containsExactly("1");
        assertThat(strings("SELECT label FROM hourly_counts WHERE organization_id = ?", organization))
                .hasSize(1);
    }

    /** So that a table that is added later is not forgotten. */
    @Test
    void deletesByAgeFromEachTableThatGrowsWithWhatIsReceived() throws Exception {
        // Given
        Set<String> others = Set.of(
                // By their own worker, which knows the settings of messages.
                "messages",
                // Calls of users' servers: with their request, and for as long as one of their codes may come again.
                "totp_url_calls",
                "totp_url_callers",
                "totp_url_codes",
                // One row for each organisation or channel, or of the service.
                "request_settings",
                "erased_organizations",
                "code_event_heads",
                "code_event_positions",
                "channel_activity",
                // Until the broker has it, or somebody has looked at it.
                "outbox",
                "outbox_refused");
        Pattern from = Pattern.compile("DELETE FROM (\\w+)");

        // When
        Set<String> all = Arrays.stream(Stage.values())
                .map(stage -> from.matcher(stage.sql().toString()))
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        all.addAll(others);

        // Then
        assertThat(strings("""
                SELECT table_name FROM information_schema.tables
                WHERE table_schema = current_schema() AND table_name <> ?""", "flyway_schema_history")).containsExactlyInAnyOrderElementsOf(all);
    }

    private CodeReceived arrived(Duration ago) {
        CodeReceived code = publisher
                .message(organization, address)
                .code("123456")
                .receivedAt(clock.instant().minus(ago))
                .event();
        codes.arrive(code);
        return code;
    }

    private static String ask(String key, String of) {
        return given().header("x-api-key", key)
                .contentType("application/json")
                .body("{\"totp_identifier\":\"" + of + "\",\"workflow_run_id\":\"wr_1\"}")
                .post("/v1/code-requests")
                .path("code_request_id");
    }

    private void age(String request, Duration by) throws Exception {
        execute(
                "UPDATE code_requests SET expires_at = clock_timestamp() - interval '" + by.toDays()
                        + " days' WHERE code_request_id = ?",
                request);
    }

    private void execute(String sql, String value) throws Exception {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, value);
            statement.executeUpdate();
        }
    }

    private List<String> strings(String sql, String value) throws Exception {
        List<String> found = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, value);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }
}
