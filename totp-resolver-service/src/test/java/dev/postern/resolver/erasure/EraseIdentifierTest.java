package dev.postern.resolver.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.database.Sql;
import dev.postern.events.CodeReceived;
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
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WiredResolver.class)
class EraseIdentifierTest {
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
                VALUES (gen_random_uuid(), 'ch_1', '%s', now(), 'accepted', 1, '%s')""".formatted(organization, matchKey()));
        execute("""
                INSERT INTO code_events (organization_id, seq, event_id, kind, data)
                VALUES ('%1$s', 1, '%2$s', 'received', '{"totp_code_id":"%2$s"}'), ('%1$s', 2, '%2$s-', 'received', '{"totp_code_id":"x"}')""".formatted(organization, erased.totpCodeId()));

        // When
        Erased first = erase.erase(caller, " " + address.toUpperCase(Locale.ROOT));
        Erased again = erase.erase(caller, address);

        // Then
        assertThat(first).isEqualTo(new Erased(1, 0, 1, 1, 1, 1));
        assertThat(again).isEqualTo(new Erased(0, 0, 0, 0, 0, 1));
        assertThat(count("codes WHERE organization_id = '" + organization + "'"))
                .isOne();
        assertThat(count("codes WHERE organization_id = 'o_other'")).isOne();
        assertThat(
                        count(
                                "codes WHERE totp_code_id = '" + erased.totpCodeId()
                                        + "' AND code_sealed IS NULL AND content_sealed IS NULL AND identifier_sealed = '' AND match_key = ''"))
                .isOne();
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
                VALUES ('cr_' || gen_random_uuid(), '%s', '%s', 'r', '%s', now(), 5, now() + interval '1 hour')""".formatted(organization, status, matchKey()));
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
