package dev.postern.ingest.proof;

import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.provider.WebhookRequest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.HmacAlgorithms;

/**
 * Standard Webhooks 1.0 (github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md): the signature covers id,
 * timestamp and body, joined by dots. {@code v1,} is HMAC-SHA256 with a secret {@code whsec_}, {@code v1a,} is Ed25519 with a
 * public key {@code whpk_}; both in Base64. Svix names the headers {@code svix-}.
 */
public final class StandardWebhooks {
    /** What to do about a signature that is missing or wrong, for the person who set the sender up. */
    public static final String SENTENCE =
            "The signature is missing, wrong or too old. Sign with the secret of the channel,"
                    + " and send webhook-id, webhook-timestamp and webhook-signature. The posts of the channel say more.";

    private static final String SECRET_PREFIX = "whsec_";
    private static final String KEY_PREFIX = "whpk_";

    private StandardWebhooks() {}

    /** The id that is equal for all attempts; empty when the post has none. It is signed. */
    public static Optional<String> id(WebhookRequest request) {
        return header(request, "id");
    }

    /** Whether the post has the headers of this scheme. */
    public static boolean isUsed(WebhookRequest request) {
        return header(request, "signature").isPresent();
    }

    /** Whether one of the channel's secrets signed the post, in the last five minutes. */
    public static Proof check(WebhookRequest request, Channel channel, Instant now) {
        Optional<String> id = id(request);
        Optional<String> timestamp = header(request, "timestamp");
        Optional<String> signatures = header(request, "signature");
        if (id.isEmpty() || timestamp.isEmpty() || signatures.isEmpty()) {
            return Proof.MISSING;
        }
        Instant signed = TimeWindow.seconds(timestamp.get());
        if (signed == null) {
            return Proof.STALE;
        }
        // Not copied, since a body may be a mail of 25 MiB.
        List<byte[]> parts = List.of(Macs.bytes(id.get() + "." + timestamp.get() + "."), request.body());
        boolean genuine = false;
        for (String secret : channel.secrets()) {
            genuine |= isSigned(secret, parts, signatures.get());
        }
        return genuine ? TimeWindow.FRESH_ONLY.of(signed, now, channel) : Proof.BAD;
    }

    /**
     * The headers of a post that is signed with the first of the channel's secrets; empty when it has none that signs.
     *
     * @param id equal for all attempts
     */
    public static Optional<Map<String, String>> headers(Channel channel, String id, Instant now, byte[] body) {
        String timestamp = Long.toString(now.getEpochSecond());
        List<byte[]> parts = List.of(Macs.bytes(id + "." + timestamp + "."), body);
        return channel.secrets().stream()
                .filter(secret -> !secret.startsWith(KEY_PREFIX))
                .findFirst()
                .flatMap(StandardWebhooks::key)
                .map(key -> Map.of(
                        "webhook-id", id,
                        "webhook-timestamp", timestamp,
                        "webhook-signature", mac(key, parts)));
    }

    private static Optional<byte[]> key(String secret) {
        return PublicKeys.decoded(secret.startsWith(SECRET_PREFIX) ? secret.substring(SECRET_PREFIX.length()) : secret)
                .filter(bytes -> bytes.length > 0);
    }

    private static String mac(byte[] key, List<byte[]> parts) {
        return "v1," + Base64.getEncoder().encodeToString(Macs.of(HmacAlgorithms.HMAC_SHA_256, key, parts));
    }

    private static boolean isSigned(String secret, List<byte[]> parts, String signatures) {
        return secret.startsWith(KEY_PREFIX)
                ? isSignedBy(secret.substring(KEY_PREFIX.length()), parts, signatures)
                : hasMac(secret, parts, signatures);
    }

    private static boolean hasMac(String secret, List<byte[]> parts, String signatures) {
        Optional<byte[]> key = key(secret);
        if (key.isEmpty()) {
            return false;
        }
        String expected = mac(key.get(), parts);
        boolean genuine = false;
        for (String signature : signatures.split(" ", -1)) {
            genuine |= Macs.same(expected, signature);
        }
        return genuine;
    }

    private static boolean isSignedBy(String publicKey, List<byte[]> parts, String signatures) {
        return PublicKeys.ed25519(publicKey)
                .map(key -> List.of(signatures.split(" ", -1)).stream()
                        .filter(signature -> signature.startsWith("v1a,"))
                        .limit(8)
                        .flatMap(signature -> PublicKeys.decoded(signature.substring("v1a,".length())).stream())
                        .anyMatch(signature -> PublicKeys.verify("Ed25519", key, signature, parts)))
                .orElse(false);
    }

    private static Optional<String> header(WebhookRequest request, String name) {
        return request.header("webhook-" + name).or(() -> request.header("svix-" + name));
    }
}
