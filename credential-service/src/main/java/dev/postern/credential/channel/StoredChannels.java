package dev.postern.credential.channel;

import dev.postern.credential.published.PublishedSettings;
import dev.postern.credential.quota.Quota;
import dev.postern.credential.quota.Thing;
import dev.postern.credential.vault.SecretText;
import dev.postern.database.outbox.Outbox;
import dev.postern.events.ChannelChanged;
import dev.postern.platform.access.Caller;
import dev.postern.platform.access.KeyHash;
import dev.postern.platform.problem.Problem;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** The inbound channels of organisations. */
@Singleton
class StoredChannels extends PublishedSettings<ChannelRow, ChannelView> {
    private static final Kind KIND = new Kind("ch_", "channel", "There is no such channel", Thing.INBOUND_CHANNELS);

    private final SealedChannel sealed;

    StoredChannels(
            ChannelRows rows, SealedChannel sealed, Quota quota, Outbox outbox, Clock clock, SecureRandom random) {
        super(KIND, rows, quota, outbox, clock, random);
        this.sealed = sealed;
    }

    /** Makes a channel that the token opens. */
    @Transactional
    Changed<ChannelView> create(Caller caller, ChannelSettings settings, SecretText token) {
        return create(caller, row -> {
            row.tokenHash = KeyHash.of(token.reveal());
            sealed.put(row, settings);
        });
    }

    /**
     * Changes the settings.
     *
     * @throws Problem 404 for an unknown or a foreign id, and what the change throws
     */
    @Transactional
    Changed<ChannelView> change(Caller caller, String id, UnaryOperator<ChannelSettings> change) {
        return change(caller, id, "updated", row -> sealed.put(row, change.apply(sealed.settings(row))));
    }

    /**
     * Gives the channel another token. The present one goes on for a while; one before it ends at once.
     *
     * @throws Problem 404 for an unknown or a foreign id
     */
    @Transactional
    Changed<ChannelView> rotate(Caller caller, String id, SecretText token, Duration keepPrevious) {
        return change(caller, id, "token-rotated", row -> {
            boolean keep = keepPrevious.isPositive();
            row.previousTokenHash = keep ? row.tokenHash : null;
            row.previousValidUntil = keep ? now().plus(keepPrevious) : null;
            row.tokenHash = KeyHash.of(token.reveal());
        });
    }

    @Override
    protected ChannelRow newRow() {
        return new ChannelRow();
    }

    @Override
    protected ChannelView view(ChannelRow row, Instant now) {
        return ChannelView.of(row, sealed.settings(row));
    }

    @Override
    protected ChannelChanged event(ChannelRow row, ChannelChanged.State state, Instant now) {
        return sealed.event(row, state, now);
    }
}
