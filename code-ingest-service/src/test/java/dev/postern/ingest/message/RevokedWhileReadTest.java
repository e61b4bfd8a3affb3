package dev.postern.ingest.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.events.RunScope;
import dev.postern.events.identifier.Identifier;
import dev.postern.extraction.Message;
import dev.postern.local.files.UnsafeLocalSecrets;
import dev.postern.platform.access.Caller;
import dev.postern.platform.access.Grant;
import dev.postern.platform.access.Grants;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.platform.sealing.KeysetSource;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A message takes time to read; a key that is revoked meanwhile publishes nothing. */
class RevokedWhileReadTest {
    private final AtomicBoolean revoked = new AtomicBoolean();
    private final Grant grant = new Grants(_ -> null, Clock.systemUTC())
            .grant("key", new Caller("o_1", "ak_1", Set.of()), () -> {
                if (revoked.get()) {
                    throw Problem.of(ProblemType.FORBIDDEN, "revoked");
                }
                return null;
            });

    @TempDir
    private Path folder;

    @Test
    void nothingIsPublishedForAKeyThatWasRevokedMeanwhile() throws Exception {
        // Given
        IndexKey key = IndexKey.of(
                KeysetSource.read("index", UnsafeLocalSecrets.in(folder).indexKey()));
        // Whatever is behind the check would be missed.
        ReceiveMessage receiveMessage = new ReceiveMessage(
                new TotpCodeIds(Clock.systemUTC(), new SecureRandom(), key),
                null,
                null,
                null,
                Clock.systemUTC(),
                () -> 65_536);
        assertThat(grant.holds()).isTrue();
        revoked.set(true);

        // When
        Problem refused = catchThrowableOfType(Problem.class, () -> receiveMessage.receive(message(), grant));

        // Then
        assertThat(refused.type()).isEqualTo(ProblemType.FORBIDDEN);
    }

    private static IncomingMessage message() {
        return new IncomingMessage(
                "o_1",
                new Entrance.ApiKey("ak_1"),
                SentTo.normalised(Identifier.of("a@example.com")),
                Message.pushed("Your code is 482913"),
                null,
                RunScope.NONE,
                null,
                null);
    }
}
