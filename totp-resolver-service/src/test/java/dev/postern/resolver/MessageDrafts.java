package dev.postern.resolver;

import dev.postern.events.CodeReceived;
import dev.postern.events.RunScope;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.platform.sealing.PayloadSealer;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Messages as code-ingest-service would publish them. */
public final class MessageDrafts {
    private static final AtomicLong IDS = new AtomicLong(1);

    private final PayloadSealer sealer;
    private final IndexKey indexKey;
    private final Clock clock;

    public MessageDrafts(PayloadSealer sealer, IndexKey indexKey, Clock clock) {
        this.sealer = sealer;
        this.indexKey = indexKey;
        this.clock = clock;
    }

    /** For plain tests. */
    public static MessageDrafts plain() {
        return new MessageDrafts(TestKeys.SEALER, TestKeys.INDEX_KEY, Clock.systemUTC());
    }

    /** With a certain id. */
    public MessageDraft message(String organizationId, String identifier, String id) {
        return new MessageDraft(sealer, indexKey, id, organizationId, identifier, clock.instant());
    }

    /** A message that came now, to be filled in. */
    public MessageDraft message(String organizationId, String identifier) {
        return new MessageDraft(
                sealer, indexKey, "totp_" + IDS.getAndIncrement(), organizationId, identifier, clock.instant());
    }

    /** A code that came now. */
    public CodeReceived code(String organizationId, String identifier, String code) {
        return message(organizationId, identifier).code(code).event();
    }

    public CodeReceived code(
            String organizationId, String identifier, String code, RunScope run, @Nullable Instant expiresAt) {
        return message(organizationId, identifier)
                .code(code)
                .run(run)
                .expiresAt(expiresAt)
                .event();
    }
}
