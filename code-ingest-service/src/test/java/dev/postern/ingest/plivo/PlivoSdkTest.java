package dev.postern.ingest.plivo;

import static org.assertj.core.api.Assertions.assertThat;

import com.plivo.api.util.Utils;
import dev.postern.ingest.provider.Reading;
import dev.postern.ingest.provider.Refusal;
import dev.postern.ingest.webhook.TestRequests;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.StringLength;

/** What Plivo's own library signs is believed, and nothing else. */
class PlivoSdkTest {
    private static final String URL = "https://in.example.com:8443/base/webhooks/plivo/ct_1";
    private static final String TOKEN = "the-present-token";

    @Property(tries = 50)
    void aTextIsBelievedWhateverItSays(
            @ForAll @NotBlank @StringLength(max = 200) String text,
            @ForAll @StringLength(min = 1, max = 30) String nonce)
            throws Exception {
        // Given
        String signature = Utils.computeSignature(URL, printable(nonce), TOKEN);
        // When
        Reading reading = read(URL, text, "X-Plivo-Signature-V2", signature, printable(nonce), TOKEN);
        // Then
        assertThat(((Reading.Holds) reading).message().message().text()).isEqualTo(text);
    }

    @Property(tries = 30)
    void aCallsSignatureCoversTheFields(@ForAll @NotBlank @StringLength(max = 100) String text) throws Exception {
        // Given
        // The library leaves a port out of this signature, and Plivo's others do not.
        String url = "https://in.example.com/base/webhooks/plivo/ct_1";
        String signature = Utils.computeSignatureV3(url, "n1", TOKEN, "POST", fields(text));
        // When
        Reading genuine = read(url, text, "X-Plivo-Signature-V3", signature, "n1", TOKEN);
        Reading changed = read(url, text + "!", "X-Plivo-Signature-V3", signature, "n1", TOKEN);
        // Then
        assertThat(genuine).isInstanceOf(Reading.Holds.class);
        assertThat(changed).isEqualTo(new Reading.Refused(Refusal.BAD_SIGNATURE));
    }

    @Example
    void anyOfTheChannelsTokensWillDoAndNoOther() throws Exception {
        // Given
        String signature = Utils.computeSignature(URL, "n1", TOKEN);
        // Then
        assertThat(read(URL, "Hi", "X-Plivo-Signature-V2", signature, "n1", "the-next-token", TOKEN))
                .isInstanceOf(Reading.Holds.class);
        assertThat(read(URL, "Hi", "X-Plivo-Signature-V2", signature, "n1", "the-next-token"))
                .isEqualTo(new Reading.Refused(Refusal.BAD_SIGNATURE));
        assertThat(read(URL, "Hi", "X-Plivo-Signature-V2", signature, "n2", TOKEN))
                .isEqualTo(new Reading.Refused(Refusal.BAD_SIGNATURE));
        assertThat(read(URL + "x", "Hi", "X-Plivo-Signature-V2", signature, "n1", TOKEN))
                .isEqualTo(new Reading.Refused(Refusal.BAD_SIGNATURE));
    }

    private static Reading read(
            String url, String text, String header, String signature, String nonce, String... tokens) {
        String form = fields(text).entrySet().stream()
                .map(field -> field.getKey() + '=' + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return new PlivoAdapter()
                .read(
                        TestRequests.post(
                                url,
                                form.getBytes(StandardCharsets.UTF_8),
                                Map.of(
                                        "content-type",
                                        "application/x-www-form-urlencoded",
                                        header.toLowerCase(Locale.ROOT),
                                        signature,
                                        header + "-Nonce",
                                        nonce)),
                        TestRequests.channel("plivo", Map.of(), tokens));
    }

    private static Map<String, String> fields(String text) {
        return new TreeMap<>(
                Map.of("From", "12025550117", "To", "12025550168", "MessageUUID", "pl-1", "Text", text, "Type", "sms"));
    }

    /** Headers hold no other letters. */
    private static String printable(String text) {
        return text.chars()
                .mapToObj(letter -> Character.toString('a' + letter % 26))
                .collect(Collectors.joining());
    }
}
