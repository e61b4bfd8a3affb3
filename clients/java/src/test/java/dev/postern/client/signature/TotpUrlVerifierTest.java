package dev.postern.client.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TotpUrlVerifierTest {
    private static final byte[] KEY = "k".repeat(32).getBytes(StandardCharsets.UTF_8);
    private static final String SECRET = secret(KEY);
    private static final byte[] BODY =
            "{\"workflow_run_id\":\"wr_1\",\"task_id\":null}".getBytes(StandardCharsets.UTF_8);
    private static final long NOW = 1_000_000;

    @Test
    void aCallThatIsSignedIsTakenAndSaysWhoAsks() {
        // When
        TotpUrlRequest call = at(NOW, SECRET).verifyTotpUrlRequest(signed(), BODY);

        // Then
        assertThat(call.id()).isEqualTo("msg_1");
        assertThat(call.sentAt()).isEqualTo(Instant.ofEpochSecond(NOW));
        assertThat(call.run().workflowRunId()).isEqualTo("wr_1");
    }

    @Test
    void oneOfSeveralSignaturesAndOneOfSeveralSecretsIsEnough() {
        // Given
        Map<String, List<String>> headers = signed();
        headers.put(
                "Webhook-Signature",
                List.of("v1,AAAA v2,x " + headers.get("Webhook-Signature").getFirst()));

        // Then
        at(NOW, secret("o".repeat(32).getBytes(StandardCharsets.UTF_8)), SECRET).verifyTotpUrlRequest(headers, BODY);
    }

    @Test
    void anotherBodyIdTimeOrSecretIsRefused() {
        refused(at(NOW, SECRET), changed("Webhook-Id", "msg_2"), BODY);
        refused(at(NOW, SECRET), changed("Webhook-Timestamp", "1000001"), BODY);
        refused(at(NOW, SECRET), changed("Webhook-Signature", "v1,"), BODY);
        refused(at(NOW, SECRET), signed(), "{}".getBytes(StandardCharsets.UTF_8));
        refused(at(NOW, secret("x".repeat(32).getBytes(StandardCharsets.UTF_8))), signed(), BODY);
        refused(at(NOW, SECRET), new HashMap<>(), BODY);
    }

    @Test
    void aCallIsTakenForFiveMinutesInBothDirections() {
        at(NOW - 300, SECRET).verifyTotpUrlRequest(signed(), BODY);
        at(NOW + 300, SECRET).verifyTotpUrlRequest(signed(), BODY);
        refused(at(NOW - 301, SECRET), signed(), BODY);
        refused(at(NOW + 301, SECRET), signed(), BODY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "1e9", "½", "v1,½", "9999999999999999999999999999"})
    void wrongHeadersAreRefusedAndFailNothingElse(String value) {
        for (String name : List.copyOf(signed().keySet())) {
            refused(at(NOW, SECRET), changed(name, value), BODY);
        }
    }

    @Test
    void skyvernsSignatureIsTakenWhereItIsAskedFor() {
        // Given
        String value = HexFormat.of().formatHex(hmac(SECRET.getBytes(StandardCharsets.UTF_8), BODY));
        Map<String, List<String>> headers = Map.of("X-Skyvern-Signature", List.of(value));
        Map<String, List<String>> both = changed("Webhook-Id", "msg_2");
        both.putAll(headers);

        // Then
        refused(at(NOW, SECRET), headers, BODY);
        TotpUrlRequest call = at(NOW, SECRET).takingSkyverns().verifyTotpUrlRequest(headers, BODY);
        assertThat(call.id()).isNull();
        assertThat(call.run().workflowRunId()).isEqualTo("wr_1");
        refused(at(NOW, SECRET).takingSkyverns(), Map.of("x-skyvern-signature", List.of(value.substring(1))), BODY);
        // A wrong signature of the better kind is not made up for.
        refused(at(NOW, SECRET).takingSkyverns(), both, BODY);
    }

    @Test
    void aSecretThatIsNoneIsAMistakeOfTheCaller() {
        assertThatThrownBy(TotpUrlVerifier::of).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TotpUrlVerifier.of("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> at(NOW, "whsec_???").verifyTotpUrlRequest(signed(), BODY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static TotpUrlVerifier at(long now, String... secrets) {
        return TotpUrlVerifier.of(secrets).clock(InstantSource.fixed(Instant.ofEpochSecond(now)));
    }

    private static void refused(TotpUrlVerifier verifier, Map<String, List<String>> headers, byte[] body) {
        assertThatThrownBy(() -> verifier.verifyTotpUrlRequest(headers, body)).isInstanceOf(SignatureException.class);
    }

    private static Map<String, List<String>> changed(String name, String value) {
        Map<String, List<String>> headers = signed();
        headers.put(name, List.of(value));
        return headers;
    }

    private static Map<String, List<String>> signed() {
        byte[] head = ("msg_1." + NOW + ".").getBytes(StandardCharsets.UTF_8);
        Map<String, List<String>> headers = new HashMap<>();
        headers.put("Webhook-Id", List.of("msg_1"));
        headers.put("Webhook-Timestamp", List.of(String.valueOf(NOW)));
        headers.put("Webhook-Signature", List.of("v1," + Base64.getEncoder().encodeToString(hmac(KEY, head, BODY))));
        return headers;
    }

    private static String secret(byte[] key) {
        return "whsec_" + Base64.getEncoder().encodeToString(key);
    }

    private static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
