package dev.postern.platform.limit;

import dev.postern.events.OrganizationQuotas;
import dev.postern.platform.access.Caller;
import dev.postern.platform.access.Organizations;
import dev.postern.platform.arrival.ConnectionEnd;
import dev.postern.platform.problem.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** How many streams of events an organisation, and each of its keys, may have at once. */
@ApplicationScoped
public class EventStreams {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private final Share streams;
    private final Counter refused;

    EventStreams(LimitSettings settings, Organizations organizations, MeterRegistry metrics) {
        long most = LimitSettings.positive("event-streams", settings.eventStreams());
        this.streams = new Share(new Allotted(most, organizations, OrganizationQuotas::eventStreams));
        this.refused = metrics.counter("postern.limits.refused", "limit", "event_streams");
    }

    /**
     * Counts a stream until its connection ends.
     *
     * @throws Problem 429 when the organisation or the key has all the streams it may have
     */
    public void open(Caller caller, RoutingContext connection) {
        Runnable giveBack = streams.take(caller.organizationId(), caller.apiKeyId())
                .orElseThrow(() -> {
                    refused.increment();
                    return Problem.tooMany("Too many event streams are open", RETRY_AFTER);
                });
        ConnectionEnd.always(connection, giveBack);
    }

    /** How an organisation and one of its keys stand. */
    public LimitInUse inUse(String organizationId, String apiKeyId) {
        return streams.inUse("event_streams", organizationId, apiKeyId);
    }
}
