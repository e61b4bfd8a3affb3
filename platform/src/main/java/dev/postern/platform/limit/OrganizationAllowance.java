package dev.postern.platform.limit;

import dev.postern.events.ApiKeyQuotas;
import dev.postern.events.OrganizationQuotas;
import dev.postern.platform.access.Organizations;
import dev.postern.platform.arrival.Allowance;
import dev.postern.platform.arrival.Arrival;
import dev.postern.platform.problem.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests of an organisation, or of one of its keys, beyond what it may make in a minute and have unanswered at once. An
 * operator's key is not limited.
 */
@Singleton
class OrganizationAllowance implements Allowance, TellsLimits {
    // What it takes in are messages, and they have a quota of their own.
    private static final String INGEST = "code-ingest-service";

    private final Function<ApiKeyQuotas, @Nullable Long> ofKeyPerMinute;
    private final Rate rate;
    private final Share unanswered;
    private final Counter tooFast;
    private final Counter tooMany;

    @Inject
    OrganizationAllowance(
            LimitSettings settings,
            Organizations organizations,
            MeterRegistry metrics,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this(
                settings,
                organizations,
                metrics,
                service.equals(INGEST) ? OrganizationQuotas::pushesPerMinute : OrganizationQuotas::requestsPerMinute,
                service.equals(INGEST) ? ApiKeyQuotas::pushesPerMinute : ApiKeyQuotas::requestsPerMinute,
                System::nanoTime);
    }

    OrganizationAllowance(
            LimitSettings settings,
            Organizations organizations,
            MeterRegistry metrics,
            Function<OrganizationQuotas, @Nullable Long> perMinute,
            Function<ApiKeyQuotas, @Nullable Long> ofKeyPerMinute,
            LongSupplier nanos) {
        this.ofKeyPerMinute = ofKeyPerMinute;
        long requests = LimitSettings.positive("requests-per-minute", settings.requestsPerMinute());
        long atOnce = LimitSettings.positive("requests-at-once", settings.requestsAtOnce());
        this.rate = new Rate(
                new Allotted(requests, organizations, perMinute),
                Duration.ofMinutes(1),
                LimitSettings.positive("burst", settings.burst()),
                nanos);
        this.unanswered = new Share(new Allotted(atOnce, organizations, OrganizationQuotas::requestsAtOnce));
        this.tooFast = metrics.counter("postern.limits.refused", "limit", "requests_per_minute");
        this.tooMany = metrics.counter("postern.limits.refused", "limit", "requests_at_once");
    }

    @Override
    public Runnable take(Arrival arrival) {
        String organizationId = arrival.organizationId();
        if (organizationId == null) {
            return () -> {};
        }
        ApiKeyQuotas own = arrival.quotas();
        Runnable giveBack = unanswered
                .take(organizationId, arrival.callerId(), own.requestsAtOnce())
                .orElseThrow(() -> {
                    tooMany.increment();
                    return Problem.tooMany("Too many requests are unanswered at once", rate.line(organizationId));
                });
        Duration wait = rate.take(organizationId, arrival.callerId(), 1, ofKeyPerMinute.apply(own));
        if (!wait.isZero()) {
            giveBack.run();
            tooFast.increment();
            throw Problem.tooMany("Too many requests were made in a minute", wait);
        }
        return giveBack;
    }

    @Override
    public List<LimitInUse> inUse(String organizationId, String apiKeyId, ApiKeyQuotas own) {
        return List.of(
                rate.inUse("requests_per_minute", organizationId, apiKeyId, ofKeyPerMinute.apply(own)),
                unanswered.inUse("requests_at_once", organizationId, apiKeyId, own.requestsAtOnce()));
    }
}
