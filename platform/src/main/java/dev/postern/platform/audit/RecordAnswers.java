package dev.postern.platform.audit;

import dev.postern.platform.access.Access;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

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
    public void answered(
            ContainerRequestContext request, ContainerResponseContext response, @Nullable ResourceInfo resource) {
        Method method = resource == null ? null : resource.getResourceMethod();
        if (method == null) {
            return;
        }
        AuditedRoute route = routes.computeIfAbsent(method, AuditedRoute::of);
        boolean refused = response.getStatus() == Response.Status.FORBIDDEN.getStatusCode();
        boolean done = response.getStatusInfo().getFamily() == Response.Status.Family.SUCCESSFUL;
        boolean told = done && route.recorded() && (route.always() || !RecordedItself.isNoted());
        if (refused || told) {
            access.known(request::getHeaderString).ifPresent(holder -> {
                String subject = route.subject(request.getUriInfo().getPathParameters());
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
