package dev.postern.platform.audit;

import dev.postern.platform.access.Access;
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
 * Looks at each answer of a route that an API key opens, and records what the audit is to tell: each change, and each key's looking at
 * a thing, or being refused it, once a minute.
 */
@Singleton
class RecordAnswers {
    private final AuditTrail trail;
    private final Access access;
    private final Map<Method, AuditedRoute> routes = new ConcurrentHashMap<>();

    RecordAnswers(AuditTrail trail, Access access) {
        this.trail = trail;
        this.access = access;
    }

    @ServerResponseFilter
    public void answered(ContainerRequestContext request, ContainerResponseContext response) {
        Reached.by(request).ifPresent(reached -> record(reached, request, response));
    }

    private void record(Reached reached, ContainerRequestContext request, ContainerResponseContext response) {
        AuditedRoute route = routes.computeIfAbsent(reached.method(), AuditedRoute::of);
        boolean refused = response.getStatus() == Response.Status.FORBIDDEN.getStatusCode();
        boolean done = response.getStatusInfo().getFamily() == Response.Status.Family.SUCCESSFUL;
        boolean told = done && route.recorded() && (route.always() || !RecordedItself.isNoted());
        if (refused || told) {
            access.known(request::getHeaderString).ifPresent(holder -> {
                String subject = route.subject(reached.pathParameters());
                if (refused) {
                    trail.noteRefused(holder.organizationId(), holder.apiKeyId(), route.action(), subject);
                } else if (route.changes()) {
                    trail.note(holder.organizationId(), holder.apiKeyId(), route.action(), subject);
                } else {
                    trail.noteLook(holder.organizationId(), holder.apiKeyId(), route.action(), subject);
                }
            });
        }
    }
}
