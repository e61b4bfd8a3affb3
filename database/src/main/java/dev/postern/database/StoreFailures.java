package dev.postern.database;

import dev.postern.platform.problem.Hindrance;
import dev.postern.platform.problem.Problem;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers 503 while the database is out of reach: the caller may send the request again. */
class StoreFailures {
    @ServerExceptionMapper
    public Response unavailable(StoreUnavailable failure, UriInfo uri) {
        return Problem.unavailable(Hindrance.DATABASE_AWAY, "The database is out of reach")
                .toResponse(uri.getPath());
    }
}
