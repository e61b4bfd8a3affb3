package dev.postern.client.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The server refused a call. There are kinds for the statuses that callers tell apart. */
public sealed class Problem extends PosternException
        permits Forbidden, NotFound, Conflict, Invalid, TooManyRequests, Unavailable {
    private static final long serialVersionUID = 1L;

    private final ProblemDetails told;

    Problem(ProblemDetails told) {
        super(told.sentence());
        this.told = told;
    }

    /**
     * The problem of an answer, whatever its body is.
     *
     * @param retryAfter the header {@code Retry-After}; null where there is none
     */
    public static Problem of(int status, String body, @Nullable String retryAfter) {
        ProblemDetails told = ProblemDetails.of(status, body, retryAfter);
        return switch (status) {
            case 401, 403 -> new Forbidden(told);
            case 404 -> new NotFound(told);
            case 409 -> new Conflict(told);
            case 422 -> new Invalid(told);
            case 429 -> new TooManyRequests(told);
            case 503 -> new Unavailable(told);
            default -> new Problem(told);
        };
    }

    /**
     * An answer that leads elsewhere. The key is sent nowhere but to the address that was set.
     *
     * @param location the header {@code Location}; null where there is none
     */
    public static Problem ofRedirect(int status, @Nullable String location) {
        return new Problem(ProblemDetails.ofRedirect(status, location));
    }

    /** The HTTP status. */
    public int status() {
        return told.status();
    }

    /** Such as {@code /problems/not-found}; empty on Skyvern's routes. */
    public String type() {
        return told.type();
    }

    /** What the server says; empty where it says nothing. */
    public String detail() {
        return told.detail();
    }

    /** The wrong fields; empty where none are named. */
    public List<FieldError> errors() {
        return told.errors();
    }

    /** What the server said in {@code Retry-After}; null where it said nothing. */
    public @Nullable String retryAfter() {
        return told.retryAfter();
    }
}
