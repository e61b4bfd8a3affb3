package dev.postern.platform.problem;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns every exception that leaves a resource into a refusal without internal details. */
class ProblemMappers {
    private static final Logger LOGGER = Logger.getLogger(ProblemMappers.class);

    private final LateRefusals lateRefusals;

    ProblemMappers(LateRefusals lateRefusals) {
        this.lateRefusals = lateRefusals;
    }

    @ServerExceptionMapper
    public Uni<Response> problem(Problem problem, UriInfo uri) {
        return lateRefusals.answer(problem, ProblemResponses.render(problem, uri.getPath(), UUID.randomUUID()));
    }

    /** The framework's own refusals: no such route, wrong method, wrong media type. */
    @ServerExceptionMapper
    public Response framework(WebApplicationException exception, UriInfo uri) {
        Response original = exception.getResponse();
        int status = original.getStatus();
        if (status < 400) {
            return original;
        }
        Problem problem = Problem.of(typeOf(status), detailOf(status));
        Response rendered = ProblemResponses.render(problem, uri.getPath(), UUID.randomUUID());
        String allow = original.getHeaderString("Allow");
        return allow == null
                ? rendered
                : Response.fromResponse(rendered).header("Allow", allow).build();
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable failure, UriInfo uri) {
        UUID instance = UUID.randomUUID();
        LOGGER.errorf("Unexpected failure instance=%s problem=%s", instance, FailureTrace.of(failure));
        Problem problem = Problem.of(ProblemType.INTERNAL_ERROR, "The failure was recorded under this instance");
        return ProblemResponses.render(problem, uri.getPath(), instance);
    }

    private static ProblemType typeOf(int status) {
        return switch (status) {
            case 404 -> ProblemType.NOT_FOUND;
            case 405 -> ProblemType.METHOD_NOT_ALLOWED;
            case 406 -> ProblemType.NOT_ACCEPTABLE;
            case 413 -> ProblemType.PAYLOAD_TOO_LARGE;
            case 415 -> ProblemType.UNSUPPORTED_MEDIA_TYPE;
            case 503 -> ProblemType.TEMPORARILY_UNAVAILABLE;
            default -> status < 500 ? ProblemType.BAD_REQUEST : ProblemType.INTERNAL_ERROR;
        };
    }

    // Starlette's words, which Skyvern's routes answer with.
    private static String detailOf(int status) {
        return switch (status) {
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 406 -> "Not Acceptable";
            case 413 -> "Request Entity Too Large";
            case 415 -> "Unsupported Media Type";
            case 503 -> "Service Unavailable";
            default -> status < 500 ? "Bad Request" : "Internal Server Error";
        };
    }
}
