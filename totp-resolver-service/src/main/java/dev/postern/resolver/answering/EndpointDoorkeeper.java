package dev.postern.resolver.answering;

import dev.postern.platform.access.KnownCaller;
import dev.postern.platform.arrival.Arrival;
import dev.postern.platform.arrival.Doorkeeper;
import dev.postern.platform.arrival.Head;
import dev.postern.platform.problem.Hindrance;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.topic.Lookup;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets in a post to an endpoint that exists, if it carries a signature. Whether one of the endpoint's keys made it is checked once
 * the body has come, which is what is signed.
 */
@Singleton
class EndpointDoorkeeper implements Doorkeeper {
    private final Endpoints endpoints;
    private final TotpUrlMetrics metrics;

    EndpointDoorkeeper(Endpoints endpoints, TotpUrlMetrics metrics) {
        this.endpoints = endpoints;
        this.metrics = metrics;
    }

    @Override
    public Arrival admit(Head head) {
        List<String> signatures = head.headers().getRequestHeader(SkyvernSignature.HEADER);
        if (signatures == null || signatures.isEmpty() || SkyvernSignature.of(signatures.getFirst()) == null) {
            throw Endpoints.notSigned();
        }
        String endpointId = endpointId(head);
        return switch (endpoints.find(endpointId)) {
            case Lookup.Found<Endpoint>(Endpoint endpoint) ->
                new Arrival(endpointId, endpoint.organizationId(), head.mostBytes());
            case Lookup.Unknown<Endpoint>() -> throw Endpoints.notSigned();
            case Lookup.Undecided<Endpoint>() -> throw undecided();
        };
    }

    @Override
    public Optional<KnownCaller> shown(Head head) {
        return endpoints.shown(endpointId(head));
    }

    @Override
    public @Nullable Response refusal(Head head, Problem problem) {
        metrics.count(null, problem);
        return null;
    }

    private static String endpointId(Head head) {
        return Objects.requireNonNull(head.pathParameters().getFirst("endpoint_id"));
    }

    static Problem undecided() {
        return Problem.unavailable(Hindrance.BROKER_AWAY, "Endpoints cannot be looked up right now");
    }
}
