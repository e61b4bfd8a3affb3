package dev.postern.ingest.bird;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.proof.Macs;
import dev.postern.ingest.proof.Proof;
import dev.postern.ingest.proof.WebToken;
import dev.postern.ingest.provider.Refusal;
import dev.postern.ingest.provider.WebhookRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/** The classic API's web token, which holds the hashes of the address and of the body, and lasts for a minute. */
final class ClassicToken {
    static final String HEADER = "MessageBird-Signature-JWT";
    private static final int LEEWAY_SECONDS = 1;

    private ClassicToken() {}

    static Proof check(WebhookRequest request, Channel channel, Instant now) {
        Optional<JsonNode> claims = request.header(HEADER)
                .flatMap(token -> WebToken.claims(token, List.of("HS256", "HS384", "HS512"), channel.secrets()));
        if (claims.isEmpty()) {
            return Proof.BAD;
        }
        JsonNode claim = claims.get();
        boolean ours = Macs.same("MessageBird", claim.path("iss").asText())
                && Macs.same(
                        DigestUtils.sha256Hex(request.url()),
                        claim.path("url_hash").asText());
        if (!ours) {
            return Proof.BAD;
        }
        long seconds = now.getEpochSecond();
        boolean inTime = claim.path("exp").isNumber()
                && seconds - LEEWAY_SECONDS <= claim.path("exp").asLong()
                && seconds + LEEWAY_SECONDS >= claim.path("nbf").asLong();
        if (!inTime) {
            return Proof.STALE;
        }
        // The hash is there exactly when there is a body.
        boolean sameBody = request.body().length == 0
                ? !claim.has("payload_hash")
                : Macs.same(
                        DigestUtils.sha256Hex(request.body()),
                        claim.path("payload_hash").asText());
        return sameBody ? Proof.GENUINE : Proof.failed(Refusal.BODY_HASH_MISMATCH);
    }
}
