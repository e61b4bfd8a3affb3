package dev.postern.credential.endpoint;

import dev.postern.credential.published.PublishedSettings;
import dev.postern.credential.quota.Quota;
import dev.postern.credential.quota.Thing;
import dev.postern.credential.vault.SecretText;
import dev.postern.database.outbox.Outbox;
import dev.postern.events.ChannelChanged;
import dev.postern.platform.access.Caller;
import dev.postern.platform.problem.Problem;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** The endpoints of organisations. */
@Singleton
class StoredEndpoints extends PublishedSettings<EndpointRow, EndpointView> {
    private static final Kind KIND =
            new Kind("te_", "totp-url-endpoint", "There is no such endpoint", Thing.TOTP_URL_ENDPOINTS);

    private final SealedEndpoint sealed;

    StoredEndpoints(
            EndpointRows rows, SealedEndpoint sealed, Quota quota, Outbox outbox, Clock clock, SecureRandom random) {
        super(KIND, rows, quota, outbox, clock, random);
        this.sealed = sealed;
    }

    @Transactional
    Changed<EndpointView> create(Caller caller, EndpointSettings settings) {
        return create(caller, row -> sealed.put(row, settings));
    }

    /**
     * Changes the settings.
     *
     * @throws Problem 404 for an unknown or a foreign id, and what the change throws
     */
    @Transactional
    Changed<EndpointView> change(Caller caller, String id, UnaryOperator<EndpointSettings> change) {
        return change(caller, id, "updated", row -> sealed.put(row, change.apply(sealed.settings(row, now()))));
    }

    /**
     * Puts another key into the first place. The present one goes on for a while; one before it ends at once.
     *
     * @throws Problem 404 for an unknown or a foreign id
     */
    @Transactional
    Changed<EndpointView> rotate(Caller caller, String id, SecretText next, Duration keepPrevious) {
        return change(caller, id, "signing-key-rotated", row -> {
            Instant now = now();
            EndpointSettings before = sealed.settings(row, now);
            Instant validUntil = keepPrevious.isPositive() ? now.plus(keepPrevious) : null;
            sealed.put(row, before.withKeys(before.signingKeys().replacedBy(next, validUntil)));
        });
    }

    @Override
    protected EndpointRow newRow() {
        return new EndpointRow();
    }

    @Override
    protected EndpointView view(EndpointRow row, Instant now) {
        return sealed.view(row, now);
    }

    @Override
    protected ChannelChanged event(EndpointRow row, ChannelChanged.State state, Instant now) {
        return sealed.event(row, state, now);
    }
}
