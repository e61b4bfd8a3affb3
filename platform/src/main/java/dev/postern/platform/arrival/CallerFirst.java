package dev.postern.platform.arrival;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Sends every request that has a resource method through the {@link Entrance}. The framework makes it before Vert.x is there, so
 * it holds nothing else.
 */
@Singleton
class CallerFirst {
    private final Entrance entrance;

    CallerFirst(Entrance entrance) {
        this.entrance = entrance;
    }

    @ServerRequestFilter(nonBlocking = true, priority = Priorities.AUTHENTICATION)
    public Uni<@Nullable Response> arrive(
            ContainerRequestContext request, ResourceInfo resource, HttpHeaders headers, RoutingContext routing) {
        return entrance.arrive(request, resource, headers, routing);
    }
}
