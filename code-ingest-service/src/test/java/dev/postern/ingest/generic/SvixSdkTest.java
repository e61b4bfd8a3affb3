package dev.postern.ingest.generic;

import static org.assertj.core.api.Assertions.assertThat;

import com.svix.Webhook;
import dev.postern.ingest.provider.Reading;
import dev.postern.ingest.provider.Refusal;
import dev.postern.ingest.webhook.TestRequests;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;

/** What Svix's own library signs is believed, and nothing else. */
class SvixSdkTest {
    private static final String PRESENT = "whsec_MDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1u";
    private static final String NEXT = "whsec_YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4";
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    private static final String BODY = "{\"text\":\"Código 640-271 👋\",\"to\":\"+12025550168\"}";

    @Property(tries = 30)
    void aMessageIsBelievedWhateverItSays(
            @ForAll @AlphaChars @StringLength(min = 1, max = 40) String id, @ForAll @AlphaChars String text)
            throws Exception {
        // Given
        String body = "{\"text\":\"code " + text + "\",\"to\":\"+12025550168\"}";
        // When
        Reading reading = read(body, id, NOW.getEpochSecond(), sign(PRESENT, id, NOW.getEpochSecond(), body), PRESENT);
        // Then
        assertThat(((Reading.Holds) reading).message().message().text()).isEqualTo("code " + text);
    }

    @Example
    void eachOfTwoSecretsWillDo() throws Exception {
        long now = NOW.getEpochSecond();
        String both = sign(NEXT, "msg_1", now, BODY) + " " + sign(PRESENT, "msg_1", now, BODY);
        assertThat(read(BODY, "msg_1", now, both, PRESENT)).isInstanceOf(Reading.Holds.class);
        assertThat(read(BODY, "msg_1", now, sign(NEXT, "msg_1", now, BODY), PRESENT, NEXT))
                .isInstanceOf(Reading.Holds.class);
        assertThat(read(BODY, "msg_1", now, sign(NEXT, "msg_1", now, BODY), PRESENT))
                .isEqualTo(new Reading.Refused(Refusal.BAD_SIGNATURE));
    }

    @Example
    void everyBitOfTheBodyIsCoveredAndTheIdAndTheTime() throws Exception {
        // Given
        long now = NOW.getEpochSecond();
        String signature = sign(PRESENT, "msg_1", now, BODY);
        byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
        // Then
        for (int bit = 0; bit < body.length * 8; bit++) {
            byte[] changed = body.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(read(changed, "msg_1", now, signature, PRESENT))
                    .isEqualTo(new Reading.Refused(Refusal.BAD_SIGNATURE));
        }
        assertThat(read(BODY, "msg_2", now, signature, PRESENT)).isEqualTo(new Reading.Refused(Refusal.BAD_SIGNATURE));
        assertThat(read(BODY, "msg_1", now + 1, signature, PRESENT))
                .isEqualTo(new Reading.Refused(Refusal.BAD_SIGNATURE));
    }

    @Example
    void anOldMessageIsRefused() throws Exception {
        long old = NOW.getEpochSecond() - 301;
        assertThat(read(BODY, "msg_1", old, sign(PRESENT, "msg_1", old, BODY), PRESENT))
                .isEqualTo(new Reading.Refused(Refusal.STALE_TIMESTAMP));
    }

    private static String sign(String secret, String id, long seconds, String body) throws Exception {
        return new Webhook(secret).sign(id, seconds, body);
    }

    private static Reading read(String body, String id, long seconds, String signature, String... secrets) {
        return read(body.getBytes(StandardCharsets.UTF_8), id, seconds, signature, secrets);
    }

    private static Reading read(byte[] body, String id, long seconds, String signature, String... secrets) {
        return new StandardWebhooksAdapter(Clock.fixed(NOW, ZoneOffset.UTC))
                .read(
                        TestRequests.post(
                                "https://in.example.com/webhooks/standard-webhooks/ct_1",
                                body,
                                Map.of(
                                        "Content-Type",
                                        "application/json",
                                        "SVIX-ID",
                                        id,
                                        "Svix-Timestamp",
                                        Long.toString(seconds),
                                        "svix-signature",
                                        signature)),
                        TestRequests.channel("standard-webhooks", Map.of(), secrets));
    }
}
