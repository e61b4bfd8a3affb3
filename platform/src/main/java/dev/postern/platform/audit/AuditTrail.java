package dev.postern.platform.audit;

import dev.postern.events.AuditRecorded;
import dev.postern.platform.access.KnownCaller;
import dev.postern.platform.topic.UnawaitedEvents;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sends records to the audit without waiting for the broker. What changes something or hands out a code goes through the outbox
 * instead. A record is lost when the broker stays away for two minutes or the service is killed; the counter
 * {@code postern_audit_lost_total} tells the first.
 */
@ApplicationScoped
public class AuditTrail {
    // A refusal and a look are told apart.
    private static final String REFUSED = "refused";

    private final UnawaitedEvents events;
    private final Counter lost;
    private final Map<Refusal.Reason, Counter> refused;
    private final Clock clock;
    private final OncePerMinute looks;

    AuditTrail(UnawaitedEvents events, MeterRegistry metrics, Clock clock) {
        this.events = events;
        this.lost = Counter.builder("postern.audit.lost")
                .description("Records of the audit that did not reach the broker")
                .register(metrics);
        this.refused = new EnumMap<>(Refusal.Reason.class);
        for (Refusal.Reason reason : Refusal.Reason.values()) {
            refused.put(
                    reason,
                    Counter.builder("postern.audit.refused")
                            .description("Requests that were refused to keys, channels and endpoints that are known")
                            .tag("reason", reason.wireName())
                            .register(metrics));
        }
        this.clock = clock;
        this.looks = new OncePerMinute(clock);
    }

    /**
     * Records that something was seen or done. Returns at once and never fails.
     *
     * @param organizationId null for an operator's act, which belongs to no organisation
     * @param apiKeyId who did it
     * @param action what was done, as thing and participle
     * @param subject the id of what it was done to, or a word for it; never what a caller wrote
     */
    public void note(@Nullable String organizationId, String apiKeyId, String action, String subject) {
        send(record(organizationId, apiKeyId, action, subject));
    }

    /** Records that something was seen, once a minute for each key and thing. Otherwise as {@link #note}. */
    public void noteLook(@Nullable String organizationId, String apiKeyId, String action, String subject) {
        if (looks.isFirst(apiKeyId, action, subject)) {
            note(organizationId, apiKeyId, action, subject);
        }
    }

    /**
     * Counts a refusal, and records it once a minute for each key and action, whatever things it was of: a stolen key that asks for
     * a thousand things in a second leaves one row.
     */
    void noteRefused(Refusal refusal) {
        Objects.requireNonNull(refused.get(refusal.reason())).increment();
        KnownCaller caller = refusal.caller();
        if (looks.isFirst(caller.id(), REFUSED, refusal.action())) {
            send(record(caller.told().orElse(null), caller.id(), refusal.action(), refusal.subject())
                    .refused());
        }
    }

    private AuditRecorded record(@Nullable String organizationId, String apiKeyId, String action, String subject) {
        String owner = organizationId == null ? AuditRecorded.INSTALLATION : organizationId;
        return AuditRecorded.of(owner, apiKeyId, action, subject, clock.instant());
    }

    private void send(AuditRecorded record) {
        events.send(record, lost::increment);
    }
}
