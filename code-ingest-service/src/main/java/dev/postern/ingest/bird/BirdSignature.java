package dev.postern.ingest.bird;

import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.proof.Macs;
import dev.postern.ingest.proof.Proof;
import dev.postern.ingest.proof.TimeWindow;
import dev.postern.ingest.provider.WebhookRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.codec.digest.HmacAlgorithms;

/**
 * The header {@code MessageBird-Signature}: Base64 of HMAC-SHA256 over the timestamp, a line feed, the address (Bird) or the
 * sorted query (classic API), a line feed, and the SHA-256 of the body as bytes.
 */
final class BirdSignature {
    // Bird tries again for eight hours.
    private static final TimeWindow WINDOW = TimeWindow.forRetriesOf(Duration.ofHours(8));

    private static final String SIGNATURE = "messagebird-signature";
    private static final String TIMESTAMP = "messagebird-request-timestamp";

    private BirdSignature() {}

    static Proof check(WebhookRequest request, Channel channel, Instant now) {
        Optional<String> signature = request.header(SIGNATURE);
        Optional<String> timestamp = request.header(TIMESTAMP);
        if (signature.isEmpty() || timestamp.isEmpty()) {
            return Proof.MISSING;
        }
        byte[] hash = DigestUtils.sha256(request.body());
        boolean genuine = false;
        for (String secret : channel.secrets()) {
            for (String place : List.of(request.url(), sortedQuery(request.query()))) {
                genuine |= Macs.same(signature(secret, timestamp.get(), place, hash), signature.get());
            }
        }
        return genuine ? WINDOW.of(TimeWindow.seconds(timestamp.get()), now, channel) : Proof.BAD;
    }

    /** The headers by which a post is signed with the first of the channel's secrets; none where it has none. */
    static Map<String, String> headers(String address, byte[] body, Channel channel, Instant now) {
        String timestamp = Long.toString(now.getEpochSecond());
        return channel.secrets().stream()
                .findFirst()
                .map(secret -> signature(secret, timestamp, address, DigestUtils.sha256(body)))
                .map(signature -> Map.of(TIMESTAMP, timestamp, SIGNATURE, signature))
                .orElse(Map.of());
    }

    private static String signature(String secret, String timestamp, String place, byte[] hashOfBody) {
        return Macs.base64(
                HmacAlgorithms.HMAC_SHA_256, secret, List.of(Macs.bytes(timestamp + "\n" + place + "\n"), hashOfBody));
    }

    private static String sortedQuery(String query) {
        return query.isEmpty() ? "" : Stream.of(query.split("&", -1)).sorted().collect(Collectors.joining("&"));
    }
}
