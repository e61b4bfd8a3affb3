package dev.postern.ingest.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.MatchBy;
import dev.postern.ingest.channel.Addressee;
import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.provider.ProviderMessage;
import dev.postern.ingest.provider.Reading;
import dev.postern.ingest.provider.Refusal;
import dev.postern.ingest.provider.WebhookRequest;
import dev.postern.ingest.webhook.TestRequests;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A signed post whose fields are cut at other places keeps its signature. It must not become another message by that. */
class SplitAnewTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String URL = "https://codes.example.com/webhooks/twilio/ct_7Hq2";
    private static final String SID = "SM0123456789abcdef0123456789abcdef";
    private static final String FOREIGN = "SMffffffffffffffffffffffffffffffff";

    private static final Channel CHANNEL = new Channel(
            "ch_1", "o_1", "twilio", List.of(TOKEN), URL, new Addressee(MatchBy.RECIPIENT, null, null, null));

    private final TwilioAdapter adapter = new TwilioAdapter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Your code is 202020",
                "Your code is 202020 MessageSid" + FOREIGN + "NumMedia0",
                "MessageSid" + FOREIGN + "To+15550000000Body Your code is 1"
            })
    void noSplitOfASignedPostIsAnotherMessage(String body) {
        // Given
        Map<String, String> genuine = fields(body);
        String signature = TwilioSdk.signature(TOKEN, URL, genuine);
        assertThat(read(genuine, signature)).isInstanceOf(Reading.Holds.class);
        String signed = new TreeMap<>(genuine)
                .entrySet().stream()
                        .map(field -> field.getKey() + field.getValue())
                        .collect(Collectors.joining());
        Random random = new Random(11);
        int taken = 0;

        for (int round = 0; round < 20_000; round++) {
            // When
            Map<String, String> split = split(signed, random);
            Reading reading = read(split, signature);

            // Then
            if (reading instanceof Reading.Holds holds) {
                ProviderMessage message = holds.message();
                taken++;
                assertThat(message.deliveryKey()).isEqualTo(SID);
            }
        }
        assertThat(taken).as("splits that are believed").isPositive();
    }

    @Test
    void idThatSwallowsItsNeighbourIsRefused() {
        // Given
        Map<String, String> genuine = fields("Your code is 202020");
        String signature = TwilioSdk.signature(TOKEN, URL, genuine);
        Map<String, String> split = new LinkedHashMap<>(genuine);
        split.put("MessageSid", SID + "NumMedia0");
        split.remove("NumMedia");

        // Then
        assertThat(read(split, signature)).isEqualTo(new Reading.Refused(Refusal.NOT_UNDERSTOOD));
    }

    @Test
    void idThatTheSenderWroteIsNotTheMessages() {
        // Given
        Map<String, String> genuine = fields("MessageSid" + FOREIGN);
        String signature = TwilioSdk.signature(TOKEN, URL, genuine);
        String signed = "From+12025550199" + "MessageSid" + SID + "NumMedia0SmsMessageSid" + SID + "To+12025550143";

        // When
        Reading reading = read(Map.of("Body", "", "MessageSid", FOREIGN, "MessageSie", signed), signature);

        // Then
        assertThat(reading).isInstanceOf(Reading.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "SM1", "XX0123456789abcdef0123456789abcdef", "SM0123456789abcdef0123456789abcdeg", "SM 1"})
    void idOfNoKnownShapeIsRefused(String sid) {
        // Given
        Map<String, String> fields = new TreeMap<>(fields("Your code is 202020"));
        fields.put("MessageSid", sid);

        // Then
        assertThat(read(fields, TwilioSdk.signature(TOKEN, URL, fields)))
                .isEqualTo(new Reading.Refused(Refusal.NOT_UNDERSTOOD));
    }

    /** Keeps the names that are used where their letters stand, and cuts what lies between at random. */
    private static Map<String, String> split(String signed, Random random) {
        List<Integer> cuts = new ArrayList<>();
        for (String name : List.of("Body", "From", "MessageSid", "NumMedia", "SmsMessageSid", "To")) {
            for (int at = signed.indexOf(name); at >= 0; at = signed.indexOf(name, at + 1)) {
                if (random.nextInt(4) > 0) {
                    cuts.add(at);
                }
            }
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            cuts.add(random.nextInt(signed.length()));
        }
        cuts.add(0);
        List<Integer> sorted = cuts.stream().distinct().sorted().toList();
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < sorted.size(); i++) {
            int end = i + 1 < sorted.size() ? sorted.get(i + 1) : signed.length();
            String piece = signed.substring(sorted.get(i), end);
            String name = List.of("Body", "From", "MessageSid", "NumMedia", "SmsMessageSid", "To").stream()
                    .filter(piece::startsWith)
                    .findFirst()
                    .orElse(piece.substring(0, random.nextInt(piece.length() + 1)));
            fields.put(name, piece.substring(name.length()));
        }
        return fields;
    }

    private Reading read(Map<String, String> fields, String signature) {
        String form = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        WebhookRequest request = TestRequests.post(
                URL,
                form.getBytes(StandardCharsets.US_ASCII),
                Map.of("X-Twilio-Signature", signature, "content-type", "application/x-www-form-urlencoded"));
        return adapter.read(request, CHANNEL);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Map<String, String> fields(String body) {
        return Map.of(
                "Body",
                body,
                "From",
                "+12025550199",
                "MessageSid",
                SID,
                "NumMedia",
                "0",
                "SmsMessageSid",
                SID,
                "To",
                "+12025550143");
    }
}
