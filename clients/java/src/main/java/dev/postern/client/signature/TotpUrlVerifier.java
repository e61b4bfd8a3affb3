package dev.postern.client.signature;

import dev.postern.client.json.Json;
import dev.postern.client.json.JsonObject;
import dev.postern.client.json.NotJson;
import dev.postern.client.model.AskingRun;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks calls to your {@code totp_url} before you use their bodies: docs/totp-url-server.md. */
public final class TotpUrlVerifier {
    private static final String PREFIX = "whsec_";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final List<String> secrets;
    private final boolean skyvern;
    private final Duration tolerance;
    private final InstantSource clock;

    private TotpUrlVerifier(List<String> secrets, boolean skyvern, Duration tolerance, InstantSource clock) {
        this.secrets = secrets;
        this.skyvern = skyvern;
        this.tolerance = tolerance;
        this.clock = clock;
    }

    /**
     * With secrets.
     *
     * @param secrets the signing secret ({@code whsec_…}), or several while one replaces another
     * @throws IllegalArgumentException there is none, or one is empty
     */
    public static TotpUrlVerifier of(String... secrets) {
        if (secrets.length == 0 || Stream.of(secrets).anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException("There is no secret to check with");
        }
        return new TotpUrlVerifier(List.of(secrets), false, TOLERANCE, InstantSource.system());
    }

    /**
     * Also takes a call that has no {@code webhook-signature} at all but Skyvern's {@code x-skyvern-signature}. That one can be replayed
     * for ever, so it is refused unless asked for.
     */
    public TotpUrlVerifier takingSkyverns() {
        return new TotpUrlVerifier(secrets, true, tolerance, clock);
    }

    /** How much the time of a call may be off; 5 minutes unless given. */
    public TotpUrlVerifier tolerance(Duration time) {
        return new TotpUrlVerifier(secrets, skyvern, time, clock);
    }

    /** With another clock, for tests. */
    public TotpUrlVerifier clock(InstantSource other) {
        return new TotpUrlVerifier(secrets, skyvern, tolerance, other);
    }

    /**
     * Checks a call.
     *
     * @param headers of the call; names in any case
     * @param body exactly as it came, before any parsing
     * @throws SignatureException the call is not to be answered
     * @throws IllegalArgumentException a secret is none
     */
    public TotpUrlRequest verifyTotpUrlRequest(Map<String, List<String>> headers, byte[] body) {
        Map<String, String> named = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> {
            if (name != null) {
                named.put(name, String.join(" ", values));
            }
        });
        if (Stream.of("webhook-signature", "webhook-id", "webhook-timestamp").anyMatch(named::containsKey)) {
            return standard(named, body);
        }
        if (skyvern && named.containsKey("x-skyvern-signature")) {
            byte[] given = ascii(named.get("x-skyvern-signature").strip().toLowerCase(Locale.ROOT));
            boolean right = false;
            for (String secret : secrets) {
                String wanted = HexFormat.of().formatHex(hmac(secret.getBytes(StandardCharsets.UTF_8), body));
                right |= MessageDigest.isEqual(ascii(wanted), given);
            }
            requireThat(right, "The call is not signed by the secret");
            return new TotpUrlRequest(null, null, run(body));
        }
        throw new SignatureException("The call has no signature that is taken here");
    }

    private TotpUrlRequest standard(Map<String, String> headers, byte[] body) {
        String id = headers.getOrDefault("webhook-id", "");
        String timestamp = headers.getOrDefault("webhook-timestamp", "");
        requireThat(
                !id.isEmpty() && timestamp.matches("[0-9]{1,15}"),
                "The call's webhook-id or webhook-timestamp is missing or wrong");
        byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        List<byte[]> given = new ArrayList<>();
        for (String signature : headers.getOrDefault("webhook-signature", "").split("\\s+", -1)) {
            if (signature.startsWith("v1,")) {
                given.add(signature.substring(3).getBytes(StandardCharsets.UTF_8));
            }
        }
        boolean right = false;
        for (String secret : secrets) {
            byte[] wanted = Base64.getEncoder().encode(hmac(key(secret), head, body));
            for (byte[] value : given) {
                // Each is compared, whatever the ones before were.
                right |= MessageDigest.isEqual(wanted, value);
            }
        }
        requireThat(right, "The call is not signed by the secret");
        Instant sentAt = Instant.ofEpochSecond(Long.parseLong(timestamp));
        requireThat(
                Duration.between(sentAt, clock.instant()).abs().compareTo(tolerance) <= 0,
                "The call is too old, or a clock is wrong");
        return new TotpUrlRequest(id, sentAt, run(body));
    }

    private static AskingRun run(byte[] body) {
        try {
            String text = new String(body, StandardCharsets.UTF_8);
            return AskingRun.of(text.isEmpty() ? JsonObject.EMPTY : JsonObject.of(Json.read(text)));
        } catch (NotJson e) {
            throw new SignatureException("The call's body is no JSON");
        }
    }

    private static byte[] key(String secret) {
        String text = secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret;
        try {
            byte[] key = Base64.getDecoder().decode(text);
            if (key.length > 0) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // Refused below, without the text.
        }
        throw new IllegalArgumentException("The secret is no signing secret: whsec_ and Base64");
    }

    private static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void requireThat(boolean condition, String otherwise) {
        if (!condition) {
            throw new SignatureException(otherwise);
        }
    }
}
