package dev.postern.resolver.request;

import dev.postern.events.identifier.Identifier;
import dev.postern.platform.access.Caller;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.platform.sealing.IndexKey.Noting;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.resolver.calling.UrlCall;
import dev.postern.resolver.claim.Replica;
import dev.postern.resolver.idempotency.IdempotencyKey;
import dev.postern.resolver.site.Sites;
import dev.postern.resolver.state.Asked;
import dev.postern.resolver.state.NewCodeRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a checked body into a request that can be stored: with an id, sealed fields and a match key. */
@ApplicationScoped
class Drafts {
    private static final int ID_BYTES = 16;

    private final PayloadSealer sealer;
    private final IndexKey indexKey;
    private final Replica replica;
    private final SecureRandom random;

    Drafts(PayloadSealer sealer, IndexKey indexKey, Replica replica, SecureRandom random) {
        this.sealer = sealer;
        this.indexKey = indexKey;
        this.replica = replica;
        this.random = random;
    }

    /** An id that cannot be guessed. */
    String newId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return "cr_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    Draft draft(Caller caller, String id, CodeRequestBody body, IdempotencyKey key, Duration hold) {
        String organizationId = caller.organizationId();
        return sent -> {
            String credentialId = body.credentialId();
            Noting hashes = indexKey.noting();
            Asked.Recipient recipient = sent == null ? null : recipient(organizationId, id, sent, hashes.key());
            String senderKey = body.sender() == null ? null : hashes.key().senderKey(organizationId, body.sender());
            String bodyDigest = hashes.key().digest("request-body", key.body());
            List<String> siteKeys = Sites.of(organizationId, body.pageHost(), hashes.key());
            return new NewCodeRequest(
                    id,
                    organizationId,
                    caller.apiKeyId(),
                    body.run(),
                    body.workflowPermanentId(),
                    recipient,
                    credentialId == null ? null : new Asked.Credential(credentialId, null),
                    false,
                    body.wanted(),
                    body.receivedAfter(),
                    senderKey,
                    body.pageHost(),
                    body.minRemainingSeconds(),
                    body.timeout(),
                    key.value(),
                    bodyDigest,
                    siteKeys,
                    body.hesitation(),
                    hold.isZero() ? null : new NewCodeRequest.Holder(replica.id(), hold),
                    body.url() == null ? null : sealer.seal(body.url(), UrlCall.urlPlace(organizationId, id)),
                    body.byHandle(),
                    hashes.others());
        };
    }

    private Asked.Recipient recipient(String organizationId, String id, String sent, IndexKey hashes) {
        Identifier identifier = Identifier.of(sent);
        return new Asked.Recipient(
                hashes.matchKey(organizationId, identifier).value(),
                sealer.seal(sent, Asked.identifierPlace(organizationId, id)),
                identifier.masked());
    }

    /** Everything of a new request except the identifier, which may turn out to be the credential's. */
    interface Draft {
        NewCodeRequest withIdentifier(@Nullable String sent);
    }
}
