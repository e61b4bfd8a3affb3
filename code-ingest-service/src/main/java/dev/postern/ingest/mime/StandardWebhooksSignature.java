package dev.postern.ingest.mime;

import dev.postern.ingest.webhook.Refusal;
import dev.postern.ingest.webhook.WebhookRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;

/**
 * Standard Webhooks 1.0 (github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md): {@code v1,} and
 * Base64 of HMAC-SHA256 over id, timestamp and body, joined by dots.
 */
final class StandardWebhooksSignature {
    private static final String PREFIX = "whsec_";
    private static final String VERSION = "v1,";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    private StandardWebhooksSignature() {}

    /**
     * Why a post is not genuine; empty when it is.
     *
     * @param expectedId the id that the post must have
     * @param secrets the secrets with their prefix {@code whsec_}, any of which will do
     */
    static Optional<Refusal> check(WebhookRequest request, String expectedId, List<String> secrets, Instant now) {
        Optional<String> id = request.header("webhook-id");
        Optional<String> timestamp = request.header("webhook-timestamp");
        Optional<String> signatures = request.header("webhook-signature");
        if (id.isEmpty() || timestamp.isEmpty() || signatures.isEmpty()) {
            return Optional.of(Refusal.MISSING_SIGNATURE);
        }
        if (!SECONDS.matcher(timestamp.get()).matches()
                || !isSigned(id.get() + "." + timestamp.get() + ".", request.body(), signatures.get(), secrets)) {
            return Optional.of(Refusal.BAD_SIGNATURE);
        }
        Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp.get()));
        if (Duration.between(sent, now).abs().compareTo(TOLERANCE) > 0) {
            return Optional.of(Refusal.STALE_TIMESTAMP);
        }
        boolean same = MessageDigest.isEqual(bytes(id.get()), bytes(expectedId));
        return same ? Optional.empty() : Optional.of(Refusal.ENVELOPE_HASH_MISMATCH);
    }

    private static boolean isSigned(String head, byte[] body, String signatures, List<String> secrets) {
        boolean genuine = false;
        for (String secret : secrets) {
            byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
            byte[] expected = bytes(VERSION + Base64.getEncoder().encodeToString(hmac(key, head, body)));
            for (String signature : signatures.split(" ", -1)) {
                genuine |= MessageDigest.isEqual(expected, bytes(signature));
            }
        }
        return genuine;
    }

    private static byte[] hmac(byte[] key, String head, byte[] body) {
        // As one stream, since a body may be a mail of 25 MiB.
        try (InputStream signed =
                new SequenceInputStream(new ByteArrayInputStream(bytes(head)), new ByteArrayInputStream(body))) {
            return new HmacUtils(HmacAlgorithms.HMAC_SHA_256, key).hmac(signed);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory cannot be read", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
