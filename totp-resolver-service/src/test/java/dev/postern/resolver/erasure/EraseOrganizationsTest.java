package dev.postern.resolver.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.database.Sql;
import dev.postern.events.OrganizationChanged;
import dev.postern.resolver.Publisher;
import dev.postern.resolver.claim.ReceivedCodes;
import dev.postern.resolver.wired.WiredResolver;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WiredResolver.class)
class EraseOrganizationsTest {
    private static final Sql TABLES = Sql.of("""
            SELECT c.table_name FROM information_schema.columns c
            WHERE c.table_schema = current_schema() AND c.column_name = 'organization_id'""");

    @Inject
    Publisher publisher;

    @Inject
    ReceivedCodes codes;

    @Inject
    EraseOrganizations erase;

    @Inject
    DataSource dataSource;

    @Inject
    Clock clock;

    private final String organization = "o_" + UUID.randomUUID();
    private final String other = "o_" + UUID.randomUUID();

    @Test
    void leavesNothingOfADeletedOrganisationAndEverythingOfTheOthers() throws Exception {
        // Given
        fill(organization);
        fill(other);
        List<String> before = tablesWith(other);

        // When
        erase(Duration.ofHours(1));

        // Then
        assertThat(tablesWith(organization)).isEmpty();
        assertThat(tablesWith(other)).isEqualTo(before).contains("codes", "code_requests", "channel_posts");
        assertThat(count("SELECT count(*) FROM channel_counts WHERE channel_id = 'ch_" + organization + "'"))
                .isZero();
        assertThat(count("SELECT count(*) FROM channel_counts WHERE channel_id = 'ch_" + other + "'"))
                .isOne();
    }

    @Test
    void deletesWhatComesLaterUntilNothingCanCome() throws Exception {
        // Given
        erase(Duration.ofHours(1));
        fill(organization);

        // When
        erase(Duration.ofHours(2));

        // Then
        assertThat(tablesWith(organization)).isEmpty();

        // When
        erase(Duration.ofDays(9));

        // Then
        assertThat(tablesWith(organization)).containsExactly("erased_organizations");
    }

    /** Each table that knows organisations is named, so that one that is added later is not forgotten. */
    @Test
    void knowsEveryTableOfOrganisations() throws Exception {
        try (Connection connection = dataSource.getConnection()) {
            assertThat(TABLES.query(connection, _ -> {}, row -> row.getString(1)))
                    .filteredOn(table -> !table.equals("erased_organizations"))
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(OfOrganization.values())
                            .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                            .toList());
        }
    }

    private void erase(Duration ago) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            erase.erase(
                    connection,
                    new OrganizationChanged(
                            organization + ".1",
                            organization,
                            OrganizationChanged.State.DELETED,
                            null,
                            1,
                            clock.instant().minus(ago)));
        }
    }

    private void fill(String owner) throws SQLException {
        for (int i = 0; i < 3; i++) {
            codes.arrive(publisher
                    .message(owner, UUID.randomUUID() + "@example.com")
                    .code("12345" + i)
                    .event());
        }
        execute("""
                INSERT INTO code_requests (code_request_id, organization_id, status, run_key, received_after,
                    min_remaining_seconds, expires_at)
                SELECT 'cr_' || gen_random_uuid(), '%1$s', 'expired', 'r', now(), 5, now() FROM generate_series(1, 1100)""", owner);
        execute("""
                INSERT INTO channel_posts (event_id, channel_id, organization_id, posted_at, verdict, posts)
                VALUES (gen_random_uuid(), 'ch_%1$s', '%1$s', now(), 'refused', 1)""", owner);
        execute("INSERT INTO channel_counts VALUES ('ch_%1$s', now(), 'refused', '', 1)", owner);
        execute(
                "INSERT INTO channel_states (channel_id, organization_id, changed_at) VALUES ('ch_%1$s', '%1$s', now())",
                owner);
        execute("INSERT INTO request_settings (organization_id, look_back_seconds) VALUES ('%1$s', 5)", owner);
    }

    private void execute(String sql, String owner) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql.formatted(owner));
        }
    }

    private List<String> tablesWith(String owner) throws SQLException {
        List<String> with = new ArrayList<>();
        try (Connection connection = dataSource.getConnection()) {
            for (String table : TABLES.query(connection, _ -> {}, row -> row.getString(1))) {
                if (count("SELECT count(*) FROM " + table + " WHERE organization_id = '" + owner + "'") > 0) {
                    with.add(table);
                }
            }
        }
        return with;
    }

    private long count(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return Sql.of(sql).query(connection, _ -> {}, row -> row.getLong(1)).getFirst();
        }
    }
}
