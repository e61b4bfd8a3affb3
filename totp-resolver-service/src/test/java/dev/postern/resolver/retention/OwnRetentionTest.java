package dev.postern.resolver.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.database.Sql;
import dev.postern.database.Transactions;
import dev.postern.events.OrganizationChanged;
import dev.postern.events.OrganizationRetention;
import dev.postern.platform.access.OrganizationTable;
import dev.postern.resolver.Publisher;
import dev.postern.resolver.wired.WiredResolver;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing younger than its organisation's time is deleted, and everything older is, whatever the organisations set. */
@ExtendWith(WiredResolver.class)
class OwnRetentionTest {
    private static final Sql CODE = Sql.of("""
        INSERT INTO codes (totp_code_id, organization_id, match_key, otp_type, received_at, valid_until,
            repeat_key, identifier_sealed, content_sealed, code_sealed, content_truncated, rule, confidence, stored_at)
        SELECT :id, :organization, 'k', 'totp', t, t, 'k', 'x', 'x', 'x', false, 'r', 1, t
        FROM (SELECT now() - :hours * interval '1 hour' AS t) aged\
        """);
    private static final Sql COUNT = Sql.of("""
        INSERT INTO hourly_counts (organization_id, hour, kind, label, count)
        VALUES (:organization, now() - :hours * interval '1 hour', 'received', :id, 1)\
        """);
    private static final Sql SENDER = Sql.of("""
        INSERT INTO site_senders (organization_id, sender_key, site_key, accepted_at)
        VALUES (:organization, :id, 'k', now() - :hours * interval '1 hour')\
        """);
    private static final Sql CODE_LEFT =
            Sql.of("SELECT content_sealed IS NOT NULL, code_sealed IS NOT NULL FROM codes WHERE totp_code_id = :id");
    /** Of what is kept as long as the history. */
    private static final List<Sql> LEFT = List.of(
            Sql.of("SELECT 1 FROM hourly_counts WHERE label = :id"),
            Sql.of("SELECT 1 FROM site_senders WHERE sender_key = :id"));

    // As in application.properties.
    private static final KeptTimes OF_ALL = new KeptTimes(Duration.ofDays(7), Duration.ofDays(30), Duration.ofDays(90));

    @Inject
    Publisher publisher;

    @Inject
    Retention retention;

    @Inject
    OrganizationTable organizations;

    @Inject
    Transactions transactions;

    @Inject
    Clock clock;

    /** A row, and how long its organisation keeps the parts of it. */
    private record Aged(String id, Duration age, KeptTimes kept) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void deletesWhatIsOlderThanTheOrganisationKeepsItAndNothingYounger(long seed) throws Exception {
        // Given
        Random random = new Random(seed);
        List<Aged> rows = new ArrayList<>();
        rows.addAll(fill(random, OrganizationRetention.NONE, OF_ALL));
        rows.addAll(fill(random, own(1, 2, 4), kept(1, 2, 4)));
        rows.addAll(fill(random, own(3, null, 20), kept(3, 20, 20)));
        rows.addAll(fill(random, own(null, 1, null), kept(1, 1, 90)));
        // Longer than everybody's, and shorter than an event may take to come again.
        rows.addAll(fill(random, own(60, 60, 600), OF_ALL));
        rows.addAll(
                fill(random, own(0, 0, 0), new KeptTimes(Duration.ZERO, Duration.ofMinutes(10), Duration.ofHours(73))));

        // When: the service deletes by itself too, one at a time
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            retention.erase();

            // Then
            rows.forEach(this::isKeptAsLongAsItsOrganisationWants);
        });
    }

    private void isKeptAsLongAsItsOrganisationWants(Aged row) {
        assertThat(left(row.id())).as(row.toString()).isEqualTo(expected(row));
        for (Sql left : LEFT) {
            assertThat(transactions
                            .first(left, parameters -> parameters.set("id", row.id()), _ -> true)
                            .isPresent())
                    .as(left + " of " + row)
                    .isEqualTo(row.age().compareTo(row.kept().row()) < 0);
        }
    }

    /** Twenty rows of a new organisation, none of them within an hour of what is kept. */
    private List<Aged> fill(Random random, OrganizationRetention own, KeptTimes kept) {
        String organization = "o_" + UUID.randomUUID();
        if (!own.equals(OrganizationRetention.NONE)) {
            publisher.publish(new OrganizationChanged(
                    organization + ".1",
                    organization,
                    OrganizationChanged.State.ACTIVE,
                    null,
                    1,
                    clock.instant(),
                    own));
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> organizations.now(organization) != null);
        }
        List<Aged> rows = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            // In half days and six hours: each time that is kept is in whole days, or an hour beside.
            int hours = 6 + 12 * random.nextInt(i < 10 ? 12 : 200);
            String id = "totp_" + UUID.randomUUID();
            for (Sql insert : List.of(CODE, COUNT, SENDER)) {
                transactions.update(
                        insert,
                        parameters -> parameters
                                .set("id", id)
                                .set("organization", organization)
                                .set("hours", (double) hours));
            }
            rows.add(new Aged(id, Duration.ofHours(hours), kept));
        }
        return rows;
    }

    private String left(String id) {
        return transactions
                .first(
                        CODE_LEFT,
                        parameters -> parameters.set("id", id),
                        row -> "content " + row.getBoolean(1) + ", code " + row.getBoolean(2))
                .orElse("nothing");
    }

    private static String expected(Aged row) {
        boolean content = row.age().compareTo(row.kept().content()) < 0;
        boolean code = row.age().compareTo(row.kept().code()) < 0;
        return row.age().compareTo(row.kept().row()) < 0 ? "content " + content + ", code " + code : "nothing";
    }

    private static OrganizationRetention own(
            @Nullable Integer content, @Nullable Integer code, @Nullable Integer history) {
        return new OrganizationRetention(seconds(content), seconds(code), seconds(history), null);
    }

    private static @Nullable Long seconds(@Nullable Integer days) {
        return days == null ? null : Duration.ofDays(days).toSeconds();
    }

    private static KeptTimes kept(int content, int code, int row) {
        return new KeptTimes(Duration.ofDays(content), Duration.ofDays(code), Duration.ofDays(row));
    }
}
