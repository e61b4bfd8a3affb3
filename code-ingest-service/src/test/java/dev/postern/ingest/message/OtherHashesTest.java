package dev.postern.ingest.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import dev.postern.events.CodeReceived;
import dev.postern.events.MessageUnparsed;
import dev.postern.events.Origin;
import dev.postern.events.OtherHashes;
import dev.postern.events.RunScope;
import dev.postern.events.identifier.Identifier;
import dev.postern.events.message.Receipt;
import dev.postern.extraction.CodeExtractor;
import dev.postern.extraction.Extraction;
import dev.postern.extraction.Message;
import dev.postern.local.files.UnsafeLocalSecrets;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.platform.sealing.KeysetSource;
import dev.postern.platform.sealing.PayloadSealer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two replicas with the same two index keys, of which each has another primary one, take one delivery in. */
class OtherHashesTest {
    private static final String TEXT = "Your verification code is 482913";

    @TempDir
    private Path folder;

    private PayloadSealer sealer;
    private Replica alone;
    private Replica old;
    private Replica promoted;

    private record Replica(TotpCodeIds ids, MessageEvents events) {
        Receipt receipt(IncomingMessage message) {
            return new Receipt(ids.of(message.entrance()), Clock.systemUTC().instant());
        }

        CodeReceived code(IncomingMessage message) {
            Extraction extraction = new CodeExtractor().extract(message.message());
            return events.withCode(
                    message, receipt(message), (Extraction.Present) extraction.found(), extraction.details());
        }

        MessageUnparsed part(IncomingMessage message) {
            return events.ofPart(message, receipt(message), "group", 1, 2);
        }
    }

    @BeforeEach
    void start() throws Exception {
        UnsafeLocalSecrets secrets = UnsafeLocalSecrets.in(folder);
        sealer = PayloadSealer.of(KeysetSource.read("payload", secrets.payloadKeyset()));
        KeysetHandle before = KeysetSource.read("index", secrets.indexKey());
        KeysetHandle both = KeysetHandle.newBuilder(before)
                .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedPrfParameters.HMAC_SHA256_PRF)
                        .withRandomId())
                .build();
        KeysetHandle.Builder promoting = KeysetHandle.newBuilder(both);
        promoting.getAt(1).makePrimary();
        alone = replica(before);
        old = replica(both);
        promoted = replica(promoting.build());
    }

    private Replica replica(KeysetHandle keys) throws GeneralSecurityException {
        IndexKey indexKey = IndexKey.of(keys);
        TotpCodeIds ids = new TotpCodeIds(Clock.systemUTC(), new SecureRandom(), indexKey);
        return new Replica(ids, new MessageEvents(sealer, indexKey, ids));
    }

    @Test
    void eachSaysWhatTheOtherMakesOfItsIdAndOfWhatIsRecognised() {
        // Given
        IncomingMessage message = message(new Entrance.Channel(
                "ch_1", "delivery", "twilio", Retries.NONE, new Entrance.SingleUse("token", "content")));
        // When
        CodeReceived one = old.code(message);
        CodeReceived other = promoted.code(message);
        // Then
        assertThat(recognised(one)).doesNotContainAnyElementsOf(recognised(other));
        assertThat(recognised(one).stream().map(others(other.origin())::ours).toList())
                .isEqualTo(recognised(other));
        assertThat(recognised(other).stream().map(others(one.origin())::ours).toList())
                .isEqualTo(recognised(one));
        // And of one key nothing is said
        assertThat(alone.code(message).origin().otherHashes()).isNull();
        assertThat(recognised(alone.code(message))).isEqualTo(recognised(one));
    }

    @Test
    void eachSaysWhatTheOtherMakesOfAGroupOfParts() {
        // Given
        IncomingMessage message = message(new Entrance.Channel("ch_1", "delivery", "vonage", Retries.NONE, null));
        // When
        Origin one = old.part(message).origin();
        Origin other = promoted.part(message).origin();
        // Then
        assertThat(others(other).ours(one.part().groupKey()))
                .isEqualTo(other.part().groupKey());
        assertThat(others(one).ours(other.part().groupKey()))
                .isEqualTo(one.part().groupKey());
    }

    private static List<String> recognised(CodeReceived code) {
        return Stream.of(
                        code.totpCodeId(),
                        code.repeatKey(),
                        code.origin().singleUse().tokenKey(),
                        code.origin().singleUse().contentKey())
                .map(Objects::requireNonNull)
                .toList();
    }

    private static OtherHashes others(Origin origin) {
        return Origin.othersOf(origin);
    }

    private static IncomingMessage message(Entrance entrance) {
        return new IncomingMessage(
                "o_1",
                entrance,
                SentTo.normalised(Identifier.of("a@example.com")),
                Message.pushed(TEXT),
                null,
                RunScope.NONE,
                null,
                null);
    }
}
