package dev.postern.resolver.message;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;

import dev.postern.database.Sql;
import dev.postern.database.Transactions;
import dev.postern.events.OrganizationChanged;
import dev.postern.events.OrganizationRetention;
import dev.postern.platform.access.OrganizationTable;
import dev.postern.resolver.MessageTests;
import dev.postern.resolver.wired.WiredResolver;
import jakarta.inject.Inject;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WiredResolver.class)
class MessageRetentionTest extends MessageTests {
    private static final Sql AGE =
            Sql.of("UPDATE messages SET received_at = received_at - interval '31 days' WHERE totp_code_id = :id");

    @Inject
    MessageRetention retention;

    @Inject
    Transactions transactions;

    @Inject
    OrganizationTable organizations;

    @Test
    void deletesWhatIsOlderThanAMonth() {
        // Given: aged once it is stored, since the service deletes what is old by itself too
        String old = stored(draft().unparsed("old"));
        String younger = stored(
                draft().receivedAt(clock.instant().minus(Duration.ofDays(29))).unparsed("younger"));
        transactions.update(AGE, parameters -> parameters.set("id", old));

        // When
        retention.deleteOld();

        // Then
        asCaller().get(ROUTE).then().body("messages.totp_code_id", contains(younger));
    }

    @Test
    void deletesSoonerWhatAnOrganisationWantsDeletedSooner() {
        // Given
        String older = stored(
                draft().receivedAt(clock.instant().minus(Duration.ofDays(3))).unparsed("older"));
        String younger = stored(
                draft().receivedAt(clock.instant().minus(Duration.ofDays(1))).unparsed("younger"));
        asCaller().get(ROUTE).then().body("messages.totp_code_id", containsInAnyOrder(older, younger));
        publisher.publish(new OrganizationChanged(
                organization + ".1",
                organization,
                OrganizationChanged.State.ACTIVE,
                null,
                1,
                clock.instant(),
                new OrganizationRetention(null, null, null, Duration.ofDays(2).toSeconds())));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> !organizations.withRetention().stream()
                        .filter(known -> known.organizationId().equals(organization))
                        .toList()
                        .isEmpty());

        // When
        retention.deleteOld();

        // Then
        asCaller().get(ROUTE).then().body("messages.totp_code_id", contains(younger));
    }
}
