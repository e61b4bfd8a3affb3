package dev.postern.platform.body;

import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Answers a path that has a NUL with 404: no id has one, and PostgreSQL cannot be asked for one. */
class NulInPath {

    @ServerRequestFilter
    public void refuse(ContainerRequestContext request) {
        if (StorableText.hasNul(request.getUriInfo().getPath())) {
            throw Problem.of(ProblemType.NOT_FOUND, "Not Found");
        }
    }
}
