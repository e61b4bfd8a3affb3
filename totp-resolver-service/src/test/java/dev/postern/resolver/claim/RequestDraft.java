package dev.postern.resolver.claim;

import dev.postern.events.OtpType;
import dev.postern.events.RunScope;
import dev.postern.events.identifier.Identifier;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.platform.sealing.IndexKey.Noting;
import dev.postern.resolver.site.Sites;
import dev.postern.resolver.state.Asked;
import dev.postern.resolver.state.NewCodeRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A request in the making: what a test does not name is not asked for. */
public final class RequestDraft {
    /** The key that asks. */
    public static final String ASKED_BY = "ak_of_the_login";

    private final IndexKey indexKey;
    private final String organizationId;
    private final String identifier;
    private RunScope run = RunScope.NONE;
    private @Nullable String workflowPermanentId;
    private @Nullable OtpType wanted;
    private @Nullable Instant receivedAfter;
    private @Nullable String sender;
    private @Nullable String pageHost;
    private @Nullable String idempotencyKey;
    private @Nullable String urlSealed;
    private boolean byHandle;
    private @Nullable Duration hesitation;
    private NewCodeRequest.@Nullable Holder holder;
    private String digest = "digest";

    public RequestDraft(IndexKey indexKey, String organizationId, String identifier) {
        this.indexKey = indexKey;
        this.organizationId = organizationId;
        this.identifier = identifier;
    }

    public RequestDraft run(@Nullable String workflowRunId) {
        run = new RunScope(run.taskId(), run.workflowId(), workflowRunId);
        return this;
    }

    public RequestDraft task(String taskId) {
        run = new RunScope(taskId, run.workflowId(), run.workflowRunId());
        return this;
    }

    public RequestDraft workflow(String workflowId) {
        run = new RunScope(run.taskId(), workflowId, run.workflowRunId());
        return this;
    }

    public RequestDraft permanentWorkflow(String id) {
        workflowPermanentId = id;
        return this;
    }

    public RequestDraft wanting(OtpType type) {
        wanted = type;
        return this;
    }

    public RequestDraft receivedAfter(Instant time) {
        receivedAfter = time;
        return this;
    }

    public RequestDraft from(String value) {
        sender = value;
        return this;
    }

    public RequestDraft onPageOf(String host) {
        pageHost = host;
        return this;
    }

    public RequestDraft key(@Nullable String key, String bodyDigest) {
        idempotencyKey = key;
        digest = bodyDigest;
        return this;
    }

    public RequestDraft hesitating(Duration length) {
        hesitation = length;
        return this;
    }

    /** Its caller is connected to a replica, for that long at most. */
    public RequestDraft heldBy(String replica, Duration longest) {
        holder = new NewCodeRequest.Holder(replica, longest);
        return this;
    }

    public RequestDraft callingAt(String sealedUrl) {
        urlSealed = sealedUrl;
        return this;
    }

    public RequestDraft byHandle() {
        byHandle = true;
        return this;
    }

    public NewCodeRequest request() {
        Noting hashes = indexKey.noting();
        Identifier where = Identifier.of(identifier);
        String matchKey = hashes.key().matchKey(organizationId, where).value();
        String senderKey = sender == null ? null : hashes.key().senderKey(organizationId, sender);
        List<String> siteKeys = Sites.of(organizationId, pageHost, hashes.key());
        return new NewCodeRequest(
                "cr_" + UUID.randomUUID(),
                organizationId,
                ASKED_BY,
                run,
                workflowPermanentId,
                new Asked.Recipient(matchKey, "sealed", "masked"),
                null,
                false,
                wanted,
                receivedAfter,
                senderKey,
                pageHost,
                5,
                Duration.ofMinutes(15),
                idempotencyKey,
                digest,
                siteKeys,
                hesitation,
                holder,
                urlSealed,
                byHandle,
                hashes.others());
    }
}
