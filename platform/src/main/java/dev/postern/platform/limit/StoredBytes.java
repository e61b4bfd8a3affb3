package dev.postern.platform.limit;

import dev.postern.events.OrganizationQuotas;
import dev.postern.platform.access.Caller;
import dev.postern.platform.access.Organizations;
import dev.postern.platform.problem.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How many bytes of messages an organisation, and each of its keys and channels, may have stored in a day. Messages are deleted after a set
 * time, so this bounds what is stored in all.
 */
@ApplicationScoped
public class StoredBytes {
    private static final Duration DAY = Duration.ofDays(1);

    private final Rate rate;
    private final Counter refused;

    @Inject
    StoredBytes(LimitSettings settings, Organizations organizations, MeterRegistry metrics) {
        this(settings, organizations, metrics, System::nanoTime);
    }

    StoredBytes(LimitSettings settings, Organizations organizations, MeterRegistry metrics, LongSupplier nanos) {
        long most = LimitSettings.positive("stored-bytes-per-day", settings.storedBytesPerDay());
        this.rate =
                new Rate(new Allotted(most, organizations, OrganizationQuotas::storedBytesPerDay), DAY, most, nanos);
        this.refused = metrics.counter("postern.limits.refused", "limit", "stored_bytes");
    }

    /**
     * Counts what is about to be stored.
     *
     * @throws Problem 429 when the organisation, key or channel has stored all it may for now; nothing is counted then
     */
    public void take(Caller caller, long bytes) {
        Duration wait = rate.take(caller.organizationId(), caller.apiKeyId(), bytes);
        if (!wait.isZero()) {
            refused.increment();
            throw Problem.tooMany("Too many bytes were stored in a day", wait);
        }
    }

    /** How an organisation and one of its keys stand. */
    public LimitInUse inUse(String organizationId, String apiKeyId) {
        return rate.inUse("stored_bytes", organizationId, apiKeyId);
    }
}
