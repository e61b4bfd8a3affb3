package dev.postern.credential;

import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** No id holds a NUL, and PostgreSQL cannot be asked for one. */
class NulInPath {

    @ServerRequestFilter
    public void refuse(ContainerRequestContext request) {
        if (request.getUriInfo().getPath().indexOf('\0') >= 0) {
            throw Problem.of(ProblemType.NOT_FOUND, "Not Found");
        }
    }
}
