package dev.postern.resolver.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.database.Sql;
import dev.postern.events.CodeReceived;
import dev.postern.events.Topic;
import dev.postern.events.identifier.Identifier;
import dev.postern.fixtures.DocumentedBody;
import dev.postern.platform.access.Caller;
import dev.postern.platform.access.Scope;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.resolver.Publisher;
import dev.postern.resolver.claim.ReceivedCodes;
import dev.postern.resolver.erasure.EraseIdentifier.Erased;
import dev.postern.resolver.wired.WiredResolver;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WiredResolver.class)
class EraseIdentifierTest {
    /** Of tables with match keys, those that need a value. */
    private static final Sql COLUMNS = Sql.of("""
        SELECT k.table_name, c.column_name, c.data_type FROM information_schema.columns k
        JOIN information_schema.columns c USING (table_schema, table_name)
        WHERE k.table_schema = current_schema() AND k.column_name = 'match_key' AND c.column_name <> 'match_key'
          AND c.is_nullable = 'NO' AND c.column_default IS NULL AND c.is_identity = 'NO' AND c.is_generated = 'NEVER'\
        """);

    @Inject
    Publisher publisher;

    @Inject
    ReceivedCodes codes;

    @Inject
    EraseIdentifier erase;

    @Inject
    IndexKey indexKey;

    @Inject
    DataSource dataSource;

    private final String organization = "o_" + UUID.randomUUID();
    private final String address = UUID.randomUUID() + "@example.com";
    private final Caller caller = new Caller(organization, "ak_1", Set.of(Scope.ADMIN));

    @Test
    void forgetsWhatCameForTheIdentifierInAnySpellingAndNothingElse() throws Exception {
        // Given
        CodeReceived erased =
                publisher.message(organization, address).code("111111").event();
        codes.arrive(erased);
        codes.arrive(publisher
                .message(organization, "other-" + address)
                .code("222222")
                .event());
        codes.arrive(publisher.message("o_other", address).code("333333").event());
        request("expired");
        request("waiting");
        execute("""
            INSERT INTO channel_posts (event_id, channel_id, organization_id, posted_at, verdict, posts, match_key)
            VALUES (gen_random_uuid(), 'ch_1', '%s', now(), 'accepted', 1, '%s')\
            """.formatted(organization, matchKey()));
        execute("""
            INSERT INTO code_events (organization_id, seq, event_id, kind, data)
            VALUES ('%1$s', 1, '%2$s', 'received', '{"totp_code_id":"%2$s"}'), ('%1$s', 2, '%2$s-', 'received', '{"totp_code_id":"x"}')\
            """.formatted(organization, erased.totpCodeId()));

        // When
        Erased first = erase.erase(caller, " " + address.toUpperCase(Locale.ROOT));
        Erased again = erase.erase(caller, address);

        // Then
        assertThat(first).isEqualTo(new Erased(1, 0, 1, 1, 1, 1));
        assertThat(again).isEqualTo(new Erased(0, 0, 0, 0, 0, 1));
        assertThat(count("codes WHERE organization_id = '" + organization + "'"))
                .isOne();
        assertThat(count("codes WHERE organization_id = 'o_other'")).isOne();
        assertThat(count("codes WHERE totp_code_id = '" + erased.totpCodeId()
                        + "' AND code_sealed IS NULL AND content_sealed IS NULL AND identifier_sealed"
                        + " = '' AND match_key = ''"))
                .isOne();
    }

    /** Whatever the rows hold, and whatever columns a later version adds. */
    @Test
    void leavesNothingInTheRowsButThatTheyWereThere() throws Exception {
        // Given
        CodeReceived code =
                publisher.message(organization, address).code("111111").event();
        codes.arrive(code);
        execute("""
            UPDATE codes SET code_masked = '1•••1', identifier_masked = 'u•••@example.com', sender_masked = 's•••',
                sender_sealed = 'sealed-sender', sender_keys = '{key-of-a-sender}', site_keys = '{key-of-a-site}',
                refused_by = '{run:wr_refused}', claimed_run = 'run:wr_claimed', claimed_at = now(), outcome = 'rejected',
                outcome_at = now(), workflow_run_id = 'wr_1', task_id = 't_1', workflow_id = 'w_1', source = 'ak_source',
                channel_id = 'ch_1', bound_domain = 'site.example', link_sealed = 'sealed-link', repeat_of = 'other-code'
            WHERE totp_code_id = '%s'\
            """.formatted(code.totpCodeId()));
        String message = UUID.randomUUID().toString();
        execute("""
            INSERT INTO messages (totp_code_id, organization_id, match_key, reason, source, task_id, workflow_id,
                workflow_run_id, received_at, channel_id, sender_masked, sender_sealed, sender_keys, identifier_masked,
                identifier_sealed, content_sealed, content_truncated)
            VALUES ('%s', '%s', '%s', 'no_candidate', 'ak_source', 't_1', 'w_1', 'wr_1', now(), 'ch_1', 's•••',
                'sealed-sender', '{key-of-a-sender}', 'u•••@example.com', 'sealed-identifier', 'sealed-content', false)\
            """.formatted(message, organization, matchKey()));

        // When
        erase.erase(caller, address);

        // Then
        for (String row : List.of("codes", "messages")) {
            String id = row.equals("codes") ? code.totpCodeId() : message;
            assertThat(texts(row, id))
                    .as(row)
                    .containsOnlyOnce(id)
                    .doesNotContain(organization, matchKey())
                    .noneMatch(text -> text.contains("•") || text.contains("sealed") || text.contains("key-of"))
                    .noneMatch(text -> text.contains("wr_") || text.contains("t_1") || text.contains("w_1"))
                    .noneMatch(text -> text.contains("ak_") || text.contains("ch_") || text.contains("example"))
                    .noneMatch(text -> text.contains(code.repeatKey()) || text.contains("other-code"));
        }
    }

    /** The values of a row, as text. */
    private List<String> texts(String table, String id) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return Sql.of("SELECT value FROM " + table + " t, jsonb_each_text(to_jsonb(t)) WHERE totp_code_id = '" + id
                            + "' AND value IS NOT NULL")
                    .query(connection, _ -> {}, row -> row.getString(1));
        }
    }

    /** In each table that knows identifiers, so that one that is added later is not forgotten. */
    @Test
    void leavesTheMatchKeyInNoTable() throws Exception {
        // Given
        Map<String, Map<String, String>> tables = tablesWithMatchKeys();
        for (Map.Entry<String, Map<String, String>> table : tables.entrySet()) {
            execute("INSERT INTO %s (match_key, %s) VALUES ('%s', %s)"
                    .formatted(
                            table.getKey(),
                            String.join(", ", table.getValue().keySet()),
                            matchKey(),
                            String.join(", ", table.getValue().values())));
        }

        // When
        erase.erase(caller, address);

        // Then
        assertThat(tables).containsKeys("codes", "code_requests", "messages", "message_parts", "channel_posts");
        for (String table : tables.keySet()) {
            assertThat(count(table + " t WHERE t::text LIKE '%" + matchKey() + "%'"))
                    .as(table)
                    .isZero();
        }
    }

    /** With a value for each other column that needs one. */
    private Map<String, Map<String, String>> tablesWithMatchKeys() throws SQLException {
        Map<String, Map<String, String>> tables = new TreeMap<>();
        try (Connection connection = dataSource.getConnection()) {
            COLUMNS.query(
                    connection,
                    _ -> {},
                    row -> tables.computeIfAbsent(row.getString(1), _ -> new TreeMap<>())
                            .put(row.getString(2), something(row.getString(2), row.getString(3))));
        }
        return tables;
    }

    private String something(String column, String type) {
        return switch (column) {
            case "organization_id" -> "'" + organization + "'";
            case "status" -> "'expired'";
            case "otp_type" -> "'totp'";
            case "reason" -> "'no_candidate'";
            case "verdict" -> "'accepted'";
            default ->
                switch (type) {
                    case "timestamp with time zone" -> "now()";
                    case "boolean" -> "false";
                    case "text" -> "gen_random_uuid()";
                    case "ARRAY", "jsonb" -> "'{}'";
                    default -> "1";
                };
        };
    }

    @Test
    void saysOfEachPlaceWhatRemainsThereAndUntilWhen() {
        // Given
        Instant now = Instant.parse("2026-03-01T09:00:00Z");
        // When
        List<ErasuresResource.Remains> remains = ErasuresResource.remains(now, Duration.ofDays(90), 0);
        // Then
        assertThat(remains)
                .extracting(ErasuresResource.Remains::where)
                .contains("code-ingest-service", "credential-service", "Audit in credential-service", "Back-ups")
                .contains(
                        Topic.CODES_RECEIVED.topicName(),
                        Topic.CODES_RECEIVED_DEAD_LETTERS.topicName(),
                        Topic.MESSAGES_UNPARSED_DEAD_LETTERS.topicName(),
                        Topic.AUDIT.topicName());
        assertThat(remains)
                .filteredOn(one -> one.where().startsWith("postern."))
                .allSatisfy(one -> assertThat(one.until()).isAfter(now));
        assertThat(ErasuresResource.remains(now, Duration.ofDays(90), 3)
                        .getFirst()
                        .what())
                .contains("3");
        assertThat(remains)
                .filteredOn(one -> one.where().equals("totp-resolver-service"))
                .extracting(ErasuresResource.Remains::until)
                .containsExactly(now.plus(Duration.ofDays(90)));
        assertThat(ErasuresResource.rowsKept(90)).isEqualTo(Duration.ofDays(90));
        assertThat(ErasuresResource.rowsKept(1))
                .as("as long as a code is recognised that comes again")
                .isEqualTo(Duration.ofHours(73));
    }

    @Test
    void doesNotStoreAnErasedEventAgain() throws Exception {
        // Given
        CodeReceived event =
                publisher.message(organization, address).code("111111").event();
        codes.arrive(event);
        erase.erase(caller, address);

        // When
        codes.arrive(event);

        // Then
        assertThat(count("codes WHERE code_sealed IS NOT NULL AND totp_code_id = '" + event.totpCodeId() + "'"))
                .isZero();
        assertThat(count("codes WHERE organization_id = '" + organization + "'"))
                .isZero();
    }

    @Test
    void readsTheBodyThatTheDocumentNames() {
        DocumentedBody.named("NewErasure")
                .isReadBy(body -> ErasuresResource.identifier(JsonFields.of(body, List.of("body"))), "{}");
    }

    private void request(String status) throws SQLException {
        execute("""
            INSERT INTO code_requests (code_request_id, organization_id, status, run_key, match_key, received_after,
                min_remaining_seconds, expires_at)
            VALUES ('cr_' || gen_random_uuid(), '%s', '%s', 'r', '%s', now(), 5, now() + interval '1 hour')\
            """.formatted(organization, status, matchKey()));
    }

    private String matchKey() {
        return indexKey.matchKey(organization, Identifier.of(address)).value();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long count(String from) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return Sql.of("SELECT count(*) FROM " + from)
                    .query(connection, _ -> {}, row -> row.getLong(1))
                    .getFirst();
        }
    }
}
