package dev.postern.ingest.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.ingest.form.FormFields;
import dev.postern.ingest.provider.Refusal;
import dev.postern.ingest.provider.WebhookRequest;
import dev.postern.ingest.webhook.TestRequests;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Twilio's own library signs is believed, and nothing that differs from it by a byte. */
class TwilioSignatureTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String URL = "https://codes.example.com/webhooks/twilio/ct_7Hq2?label=a%20b&x=1%2B2";
    private static final Map<String, String> FIELDS = new TreeMap<>(Map.of(
            "MessageSid", "SM00000000000000000000000000000001",
            "From", "+12025550199",
            "To", "+12025550143",
            "Body", "Ihr Code: 551 204 🔐 a=b&c+d%20e",
            "FromCity", ""));
    private static final byte[] BODY = form(FIELDS);

    @Test
    void believesWhatTwiliosLibrarySigns() {
        assertThat(check(URL, BODY, TwilioSdk.signature(SECRET, URL, FIELDS))).isEmpty();
    }

    @Test
    void refusesEachFlippedByteOfTheBody() {
        // Given
        String signature = TwilioSdk.signature(SECRET, URL, FIELDS);
        // When
        List<Integer> believed = IntStream.range(0, BODY.length)
                .filter(i -> check(URL, flipped(BODY, i), signature).isEmpty())
                .boxed()
                .toList();
        // Then
        // A changed hexadecimal digit may only change its case, and then nothing is changed.
        assertThat(believed).allMatch(i -> sameForm(BODY, flipped(BODY, i)));
    }

    @Test
    void refusesEachFlippedByteOfTheSignature() {
        // Given
        byte[] signature = TwilioSdk.signature(SECRET, URL, FIELDS).getBytes(StandardCharsets.US_ASCII);
        // When
        long believed = IntStream.range(0, signature.length)
                .filter(i -> check(URL, BODY, new String(flipped(signature, i), StandardCharsets.ISO_8859_1))
                        .isEmpty())
                .count();
        // Then
        assertThat(believed).isZero();
    }

    @Test
    void refusesEachFlippedByteOfTheAddress() {
        // Given
        byte[] url = URL.getBytes(StandardCharsets.US_ASCII);
        String signature = TwilioSdk.signature(SECRET, URL, FIELDS);
        // When
        long believed = IntStream.range("https://".length(), url.length)
                .filter(i -> check(new String(flipped(url, i), StandardCharsets.ISO_8859_1), BODY, signature)
                        .isEmpty())
                .count();
        // Then
        assertThat(believed).isZero();
    }

    @Test
    void refusesEachFlippedByteOfTheSecret() {
        // Given
        String signature = TwilioSdk.signature(SECRET, URL, FIELDS);
        byte[] secret = SECRET.getBytes(StandardCharsets.US_ASCII);
        WebhookRequest request = TestRequests.post(URL, BODY, Map.of("X-Twilio-Signature", signature));
        // When
        long believed = IntStream.range(0, secret.length)
                .filter(i -> TwilioSignature.check(
                                request,
                                FormFields.parse(BODY),
                                List.of(new String(flipped(secret, i), StandardCharsets.ISO_8859_1)))
                        .isEmpty())
                .count();
        // Then
        assertThat(believed).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example/x, https://a.example:443/x",
        "https://a.example:443/x, https://a.example/x",
        "https://a.example:8443/x, https://a.example/x",
        "http://a.example/x, http://a.example:80/x",
        "https://u:12345@a.example/x, https://u:12345@a.example:443/x",
        "https://a.example/x?q=It's, https://a.example/x?q=It%27s",
        "https://a.example/x#rc=5&rp=all, https://a.example/x",
        "https://a.example, https://a.example:443",
        "https://a.example?x=/y:5, https://a.example:443?x=/y:5",
    })
    void knowsTheSpellingsOfAnAddress(String configured, String signed) {
        assertThat(SignedAddress.spellings(configured)).contains(configured.split("#", 2)[0], signed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "AAAA", "3C049YI54nrOLysQ5iahlu2bz0U"})
    void refusesWhatIsNoSignature(String signature) {
        assertThat(check(URL, BODY, signature)).isPresent();
    }

    @Test
    void believesNothingWithoutASecret() {
        // Given
        WebhookRequest request =
                TestRequests.post(URL, BODY, Map.of("X-Twilio-Signature", TwilioSdk.signature(SECRET, URL, FIELDS)));
        // When
        Optional<Refusal> refused = TwilioSignature.check(request, FormFields.parse(BODY), List.of());
        // Then
        assertThat(refused).contains(Refusal.BAD_SIGNATURE);
    }

    private static Optional<Refusal> check(String url, byte[] body, String signature) {
        WebhookRequest request = TestRequests.post(url, body, Map.of("X-Twilio-Signature", signature));
        Optional<FormFields> form = FormFields.parse(body);
        return form.isEmpty()
                ? Optional.of(Refusal.NOT_UNDERSTOOD)
                : TwilioSignature.check(request, form, List.of(SECRET));
    }

    private static boolean sameForm(byte[] one, byte[] other) {
        return FormFields.parse(one)
                .map(FormFields::all)
                .equals(FormFields.parse(other).map(FormFields::all));
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] changed = bytes.clone();
        changed[at] ^= 0x20;
        return changed;
    }

    private static byte[] form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.US_ASCII);
    }
}
