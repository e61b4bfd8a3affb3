package dev.postern.platform.problem;

import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request is refused. Thrown anywhere below a resource; the mapper renders it in the style of the route. The detail is
 * safe for strangers: no value the caller or another one sent, nothing of the inside.
 */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final String detail;
    private final transient List<FieldError> errors;
    private final @Nullable Duration retryAfter;

    private Problem(ProblemType type, String detail, List<FieldError> errors, @Nullable Duration retryAfter) {
        super(detail, null, false, false);
        this.type = type;
        this.detail = detail;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
    }

    /** A problem with a sentence of its own. */
    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, detail, List.of(), null);
    }

    /** Fields of the request are wrong; all of them are named at once. */
    public static Problem invalid(List<FieldError> errors) {
        return new Problem(ProblemType.INVALID_BODY, "One or more fields are not valid", errors, null);
    }

    /** Passing trouble: the caller may send the same again after that time. */
    public static Problem unavailable(String detail, Duration retryAfter) {
        return new Problem(ProblemType.TEMPORARILY_UNAVAILABLE, detail, List.of(), retryAfter);
    }

    /**
     * The response in the style of a route, for exceptions of a service's own that stand for a problem.
     *
     * @param path the request's path
     */
    public Response toResponse(String path) {
        return ProblemResponses.render(this, path, UUID.randomUUID());
    }

    public ProblemType type() {
        return type;
    }

    public String detail() {
        return detail;
    }

    /** What is wrong field by field; empty for other problems. */
    public List<FieldError> errors() {
        return errors;
    }

    /** How long to wait before another try; null when trying again is no use. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
