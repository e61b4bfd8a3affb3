package dev.postern.resolver.request;

import dev.postern.platform.problem.Problem;
import dev.postern.resolver.claim.StoreUnavailable;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** A database out of reach is passing trouble: the caller may send the same again. */
class StoreFailures {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    @ServerExceptionMapper
    public Response unavailable(StoreUnavailable failure, UriInfo uri) {
        return Problem.unavailable("The database is out of reach", RETRY_AFTER).toResponse(uri.getPath());
    }
}
