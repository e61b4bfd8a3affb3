package dev.postern.credential.apikey;

import dev.postern.credential.published.EndsWithOrganization;
import dev.postern.credential.published.MadeByKeys;
import dev.postern.database.outbox.Outbox;
import dev.postern.events.ApiKeyChanged;
import dev.postern.events.AuditRecorded;
import dev.postern.events.Event;
import dev.postern.platform.access.Caller;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Revokes a key. A revoked key never works again. */
@ApplicationScoped
public class RevokeApiKey implements EndsWithOrganization {
    private final ApiKeyRows rows;
    private final List<MadeByKeys> kinds;
    private final Outbox outbox;
    private final Clock clock;

    RevokeApiKey(ApiKeyRows rows, @All List<MadeByKeys> kinds, Outbox outbox, Clock clock) {
        this.rows = rows;
        this.kinds = kinds;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Revokes a key of the organisation; one that is revoked already stays as it is.
     *
     * @return the event of the revocation, which may be published already; empty when the organisation has no such key
     */
    @Transactional
    public Optional<ApiKeyChanged> revoke(String organizationId, String apiKeyId, String actor) {
        return rows.lock(organizationId, apiKeyId).map(row -> revoke(row, organizationId, actor));
    }

    /**
     * Revokes a key of the organisation with everything that it made: keys with what they made in turn, channels and endpoints.
     * A key that is revoked already takes with it what it made.
     *
     * @return the events, which may be published already; empty when the organisation has no such key
     */
    @Transactional
    public List<Event> revokeWithMade(Caller actor, String apiKeyId) {
        String organizationId = actor.organizationId();
        List<Event> events = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Deque<ApiKeyRow> open = new ArrayDeque<>();
        rows.lock(organizationId, apiKeyId).ifPresent(open::add);
        while (!open.isEmpty()) {
            ApiKeyRow row = open.remove();
            if (seen.add(row.apiKeyId)) {
                events.add(revoke(row, organizationId, actor.apiKeyId()));
                kinds.forEach(kind -> events.addAll(kind.endMadeBy(actor, row.apiKeyId)));
                open.addAll(rows.lockMadeBy(organizationId, row.apiKeyId));
            }
        }
        return events;
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public int endSome(String organizationId, String actor, int most) {
        List<ApiKeyRow> some = rows.lockLive(organizationId, most);
        some.forEach(row -> revoke(row, organizationId, actor));
        return some.size();
    }

    /** How many live keys, channels and endpoints each key of an organisation made; a key that made none is absent. */
    @Transactional
    public Map<String, Long> liveMade(String organizationId) {
        return Stream.concat(
                        rows.makers(organizationId).stream(),
                        kinds.stream().flatMap(kind -> kind.makers(organizationId).stream()))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private ApiKeyChanged revoke(ApiKeyRow row, String organizationId, String actor) {
        if (row.revokedAt == null) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            row.revokedAt = now;
            row.version++;
            outbox.append(row.changed());
            outbox.append(AuditRecorded.of(organizationId, actor, "api-key.revoked", row.apiKeyId, now));
        }
        return row.changed();
    }
}
