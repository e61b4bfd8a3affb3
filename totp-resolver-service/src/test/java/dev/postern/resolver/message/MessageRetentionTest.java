package dev.postern.resolver.message;

import static org.hamcrest.Matchers.contains;

import dev.postern.database.Sql;
import dev.postern.database.Transactions;
import dev.postern.resolver.MessageTests;
import dev.postern.resolver.wired.WiredResolver;
import jakarta.inject.Inject;
import java.time.Duration;
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
}
