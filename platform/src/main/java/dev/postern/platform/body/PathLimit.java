package dev.postern.platform.body;

import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Answers a path in which a step is longer than an id, or has a NUL, with 404: nothing has such an id. */
class PathLimit {

    @ServerRequestFilter
    public void refuse(ContainerRequestContext request) {
        for (String step : request.getUriInfo().getPath().split("/", -1)) {
            if (!TextLimit.ID.allows(step)) {
                throw Problem.of(ProblemType.NOT_FOUND, "Not Found");
            }
        }
    }
}
