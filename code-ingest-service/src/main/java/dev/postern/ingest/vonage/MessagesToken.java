package dev.postern.ingest.vonage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.proof.Macs;
import dev.postern.ingest.proof.Proof;
import dev.postern.ingest.proof.TimeWindow;
import dev.postern.ingest.proof.WebToken;
import dev.postern.ingest.provider.Refusal;
import dev.postern.ingest.provider.WebhookRequest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/** The Messages API's web token, which holds the hash of the body ({@code payload_hash}) and the time of signing. */
final class MessagesToken {
    private static final String SCHEME = "bearer ";

    private MessagesToken() {}

    static Proof check(WebhookRequest request, Channel channel, Instant now) {
        if (channel.secrets().isEmpty()) {
            return Proof.GENUINE;
        }
        String authorization = request.header("authorization").orElse("");
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Proof.MISSING;
        }
        String token = authorization.substring(SCHEME.length()).strip();
        Optional<JsonNode> claims = WebToken.claims(token, List.of("HS256"), channel.secrets());
        if (claims.isEmpty()) {
            return Proof.BAD;
        }
        Proof inTime = TimeWindow.FRESH_ONLY.of(
                TimeWindow.seconds(claims.get().path("iat").asText()), now, channel);
        if (!inTime.isGenuine()) {
            return inTime;
        }
        String hash = claims.get().path("payload_hash").asText().toLowerCase(Locale.ROOT);
        return Macs.same(DigestUtils.sha256Hex(request.body()), hash)
                ? inTime
                : Proof.failed(Refusal.BODY_HASH_MISMATCH);
    }
}
