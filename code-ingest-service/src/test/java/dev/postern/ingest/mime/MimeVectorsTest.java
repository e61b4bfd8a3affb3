package dev.postern.ingest.mime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.MatchBy;
import dev.postern.extraction.Message;
import dev.postern.ingest.channel.Addressee;
import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.provider.ProviderMessage;
import dev.postern.ingest.provider.Reading;
import dev.postern.ingest.provider.Refusal;
import dev.postern.ingest.provider.WebhookRequest;
import dev.postern.ingest.webhook.TestRequests;
import dev.postern.ingest.webhook.Vectors;
import dev.postern.ingest.webhook.Vectors.Vector;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The posts of a Cloudflare Email Worker, at the time at which they were signed. */
class MimeVectorsTest {
    private static final Instant SIGNED_AT = Instant.parse(Vectors.clock("mime.json"));

    static Stream<Vector> vectors() {
        return Vectors.of("mime.json");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void believesWhatIsGenuineAndNothingElse(Vector vector) {
        // When
        Reading reading = read(vector, SIGNED_AT, vector.body());
        // Then
        if (vector.valid()) {
            assertThat(reading).isInstanceOfSatisfying(Reading.Holds.class, holds -> {
                ProviderMessage message = holds.message();
                assertThat(message.recipient()).isEqualTo(vector.expected("to"));
                assertThat(message.message())
                        .isEqualTo(Message.mail(
                                "Example <no-reply@example.org>",
                                vector.expected("subject"),
                                vector.expected("text"),
                                null));
                assertThat(message.headers().all("message-id")).containsExactly(vector.expected("messageIdHeader"));
            });
        } else {
            assertThat(reading).isEqualTo(new Reading.Refused(Refusal.ENVELOPE_HASH_MISMATCH));
        }
    }

    @Test
    void refusesEachFlippedByteOfTheMail() {
        // Given
        Vector vector = vectors().findFirst().orElseThrow();
        // When
        long believed = IntStream.range(0, vector.body().length)
                .filter(i -> {
                    byte[] changed = vector.body();
                    changed[i] ^= 1;
                    return !(read(vector, SIGNED_AT, changed) instanceof Reading.Refused);
                })
                .count();
        // Then
        assertThat(believed).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301, 86_400})
    void refusesASignatureOfAnotherTime(long seconds) {
        // Given
        Vector vector = vectors().findFirst().orElseThrow();
        // When
        Reading reading = read(vector, SIGNED_AT.plusSeconds(seconds), vector.body());
        // Then
        assertThat(reading).isEqualTo(new Reading.Refused(Refusal.STALE_TIMESTAMP));
    }

    @Test
    void takesOneOfSeveralSignatures() {
        // Given
        Vector vector = vectors().findFirst().orElseThrow();
        Map<String, String> headers = headers(vector);
        headers.compute("webhook-signature", (name, good) -> "v1,AAAA v9,x " + good);
        // When
        Reading reading = read(vector, SIGNED_AT, vector.body(), headers);
        // Then
        assertThat(reading).isInstanceOf(Reading.Holds.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook-id", "webhook-timestamp", "webhook-signature"})
    void refusesWhatLacksAHeader(String name) {
        // Given
        Vector vector = vectors().findFirst().orElseThrow();
        Map<String, String> headers = headers(vector);
        headers.remove(name);
        // When
        Reading reading = read(vector, SIGNED_AT, vector.body(), headers);
        // Then
        assertThat(reading).isEqualTo(new Reading.Refused(Refusal.MISSING_SIGNATURE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "99999999999999999999"})
    void refusesATimestampThatIsNone(String timestamp) {
        // Given
        Vector vector = vectors().findFirst().orElseThrow();
        Map<String, String> headers = headers(vector);
        headers.put("webhook-timestamp", timestamp);
        // When
        Reading reading = read(vector, SIGNED_AT, vector.body(), headers);
        // Then
        assertThat(reading).isEqualTo(new Reading.Refused(Refusal.STALE_TIMESTAMP));
    }

    private static Reading read(Vector vector, Instant now, byte[] body) {
        return read(vector, now, body, headers(vector));
    }

    private static Reading read(Vector vector, Instant now, byte[] body, Map<String, String> headers) {
        WebhookRequest request = TestRequests.post(vector.url(), body, headers);
        Channel channel = new Channel(
                "ch_1",
                "o_1",
                "mime",
                List.of(vector.secret("secrets/0")),
                null,
                new Addressee(MatchBy.RECIPIENT, null, null, null));
        return new MimeAdapter(Clock.fixed(now, ZoneOffset.UTC)).read(request, channel);
    }

    private static Map<String, String> headers(Vector vector) {
        return vector.headers().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
