package dev.postern.platform.audit;

import dev.postern.platform.access.KnownCaller;
import dev.postern.platform.arrival.Reached;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Looks at each answer of a route, and records what the audit is to tell: each change, and once a minute each key's looking at a thing
 * and each refusal of what is known: an API key, a channel or an endpoint.
 */
@Singleton
class RecordAnswers {
    private final AuditTrail trail;
    private final Map<Method, AuditedRoute> routes = new ConcurrentHashMap<>();

    RecordAnswers(AuditTrail trail) {
        this.trail = trail;
    }

    @ServerResponseFilter
    public void answered(ContainerRequestContext request, ContainerResponseContext response) {
        Reached.by(request).ifPresent(reached -> record(reached, response.getStatusInfo()));
    }

    private void record(Reached reached, Response.StatusType status) {
        AuditedRoute route = routes.computeIfAbsent(reached.method(), AuditedRoute::of);
        switch (status.getFamily()) {
            case SUCCESSFUL -> {
                if (route.recorded() && (route.always() || !RecordedItself.isNoted())) {
                    reached.caller().ifPresent(caller -> done(reached, route, caller));
                }
            }
            case CLIENT_ERROR ->
                reached.caller()
                        .flatMap(caller -> Refusal.of(status.getStatusCode(), caller, route, reached.pathParameters()))
                        .ifPresent(trail::noteRefused);
            default -> {
                // Nothing was shown or changed, and nobody was refused.
            }
        }
    }

    private void done(Reached reached, AuditedRoute route, KnownCaller caller) {
        String subject = route.subject(reached.pathParameters());
        if (route.changes()) {
            trail.note(caller.organizationId(), caller.id(), route.action(), subject);
        } else {
            trail.noteLook(caller.organizationId(), caller.id(), route.action(), subject);
        }
    }
}
