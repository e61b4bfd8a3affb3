package dev.postern.credential.channel;

import dev.postern.credential.vault.SecretText;
import dev.postern.database.outbox.Outbox;
import dev.postern.events.AuditRecorded;
import dev.postern.events.ChannelChanged;
import dev.postern.platform.access.Caller;
import dev.postern.platform.access.KeyHash;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The channels of organisations; each change tells of itself in the same transaction. */
@ApplicationScoped
class Channels {
    private final ChannelRows rows;
    private final SealedChannel sealed;
    private final Outbox outbox;
    private final Clock clock;
    private final SecureRandom random;

    Channels(ChannelRows rows, SealedChannel sealed, Outbox outbox, Clock clock, SecureRandom random) {
        this.rows = rows;
        this.sealed = sealed;
        this.outbox = outbox;
        this.clock = clock;
        this.random = random;
    }

    /**
     * A change that was committed.
     *
     * @param channel as it is now, or was last
     * @param event what has to be published before it is so everywhere
     */
    record Changed(ChannelView channel, ChannelChanged event) {}

    @Transactional
    List<ChannelView> newestFirst(Caller caller) {
        return rows.newestFirst(caller.organizationId()).stream()
                .map(sealed::view)
                .toList();
    }

    /**
     * One channel.
     *
     * @throws Problem 404 for an unknown or a foreign id
     */
    @Transactional
    ChannelView get(Caller caller, String channelId) {
        return rows.own(caller.organizationId(), channelId).map(sealed::view).orElseThrow(Channels::unknown);
    }

    @Transactional
    Changed create(Caller caller, ChannelSettings settings, SecretText token) {
        ChannelRow row = new ChannelRow();
        row.channelId = "ch_" + random.nextLong(1, Long.MAX_VALUE);
        row.organizationId = caller.organizationId();
        row.tokenHash = KeyHash.of(token.reveal());
        row.version = 1;
        row.createdAt = now();
        row.modifiedAt = row.createdAt;
        sealed.put(row, settings);
        rows.persist(row);
        return tell(row, caller, ChannelChanged.State.ACTIVE, "channel.created");
    }

    /** Undoes {@link #create} for a channel whose token nobody will ever see. */
    @Transactional
    void withdraw(Caller caller, Changed created) {
        rows.lock(caller.organizationId(), created.channel().channelId()).ifPresent(row -> delete(row, caller));
    }

    /**
     * Changes the settings.
     *
     * @throws Problem 404 for an unknown or a foreign id, and whatever the change throws
     */
    @Transactional
    Changed change(Caller caller, String channelId, UnaryOperator<ChannelSettings> change) {
        ChannelRow row = lock(caller, channelId);
        sealed.put(row, change.apply(sealed.settings(row)));
        return touch(row, caller, "channel.updated");
    }

    /**
     * Gives the channel another token. The present one goes on for a while; one before it ends at once.
     *
     * @throws Problem 404 for an unknown or a foreign id
     */
    @Transactional
    Changed rotate(Caller caller, String channelId, SecretText token, Duration keepPrevious) {
        ChannelRow row = lock(caller, channelId);
        boolean keep = keepPrevious.isPositive();
        row.previousTokenHash = keep ? row.tokenHash : null;
        row.previousValidUntil = keep ? now().plus(keepPrevious) : null;
        row.tokenHash = KeyHash.of(token.reveal());
        return touch(row, caller, "channel.token-rotated");
    }

    /**
     * Deletes the row with its secrets; only the event remembers that it was.
     *
     * @throws Problem 404 for an unknown or a foreign id
     */
    @Transactional
    Changed delete(Caller caller, String channelId) {
        return delete(lock(caller, channelId), caller);
    }

    private Changed delete(ChannelRow row, Caller caller) {
        row.version++;
        Changed deleted = tell(row, caller, ChannelChanged.State.DELETED, "channel.deleted");
        rows.delete(row);
        return deleted;
    }

    private Changed touch(ChannelRow row, Caller caller, String action) {
        row.version++;
        row.modifiedAt = now();
        return tell(row, caller, ChannelChanged.State.ACTIVE, action);
    }

    private Changed tell(ChannelRow row, Caller caller, ChannelChanged.State state, String action) {
        Instant now = now();
        ChannelChanged event = sealed.changed(row, state, now);
        outbox.append(event);
        outbox.append(new AuditRecorded(
                UUID.randomUUID().toString(), row.organizationId, caller.apiKeyId(), action, row.channelId, null, now));
        return new Changed(sealed.view(row), event);
    }

    private ChannelRow lock(Caller caller, String channelId) {
        return rows.lock(caller.organizationId(), channelId).orElseThrow(Channels::unknown);
    }

    private static Problem unknown() {
        return Problem.of(ProblemType.NOT_FOUND, "There is no such channel");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
