package dev.postern.resolver.message;

import static org.hamcrest.Matchers.contains;

import dev.postern.resolver.MessageTests;
import dev.postern.resolver.wired.WiredResolver;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WiredResolver.class)
class MessageRetentionTest extends MessageTests {
    @Inject
    MessageRetention retention;

    @Test
    void deletesWhatIsOlderThanAMonth() {
        // Given
        Instant now = clock.instant();
        stored(draft().receivedAt(now.minus(Duration.ofDays(31))).unparsed("old"));
        String younger =
                stored(draft().receivedAt(now.minus(Duration.ofDays(29))).unparsed("younger"));

        // When
        retention.deleteOld();

        // Then
        asCaller().get(ROUTE).then().body("messages.totp_code_id", contains(younger));
    }
}
