package dev.postern.database;

import dev.postern.platform.problem.Problem;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers 503 while the database is out of reach: the caller may send the request again. */
class StoreFailures {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    @ServerExceptionMapper
    public Response unavailable(StoreUnavailable failure, UriInfo uri) {
        return Problem.unavailable("The database is out of reach", RETRY_AFTER).toResponse(uri.getPath());
    }
}
