package dev.postern.platform.problem;

import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The refusal of a request. Thrown anywhere below a resource; the mapper renders it in the style of the route. The detail is
 * safe for strangers: it quotes no value that anybody sent, and names no class, table or host.
 */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final String detail;
    private final transient List<FieldError> errors;
    /**
     * What every 503 says in {@code Retry-After} (RFC 9110, section 10.2.3): a service is back from a restart after 5 to 10
     * seconds, so that a client that tries twice more outlives it.
     */
    public static final Duration RETRY_AFTER = Duration.ofSeconds(7);

    private final @Nullable Duration retryAfter;
    private final @Nullable Hindrance hindrance;

    private Problem(
            ProblemType type,
            String detail,
            List<FieldError> errors,
            @Nullable Duration retryAfter,
            @Nullable Hindrance hindrance) {
        super(detail, null, false, false);
        this.type = type;
        this.detail = detail;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
        this.hindrance = hindrance;
    }

    /** A problem with a sentence that says what is wrong with this request. */
    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, detail, List.of(), null, null);
    }

    /** The refusal of wrong fields, which names every one of them. */
    public static Problem invalid(List<FieldError> errors) {
        return new Problem(ProblemType.INVALID_BODY, "One or more fields are not valid", errors, null, null);
    }

    /** A refusal that will pass: the caller may repeat the request after {@link #RETRY_AFTER}. */
    public static Problem unavailable(Hindrance hindrance, String detail) {
        return new Problem(ProblemType.TEMPORARILY_UNAVAILABLE, detail, List.of(), RETRY_AFTER, hindrance);
    }

    /** A refusal because of a limit of the caller's own: the caller may repeat the request after that time. */
    public static Problem tooMany(String detail, Duration retryAfter) {
        return new Problem(ProblemType.TOO_MANY_REQUESTS, detail, List.of(), retryAfter, null);
    }

    /**
     * The response in the style of a route, for a mapper of a service's own exceptions.
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

    /** What is in the way, in the words of the lists and metrics that tell it; null where it is not known to pass, or by what. */
    public @Nullable Hindrance hindrance() {
        return hindrance;
    }

    /** The wrong fields; empty for other problems. */
    public List<FieldError> errors() {
        return errors;
    }

    /** How long to wait before the request is repeated; null when a repetition would not help. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
