package dev.postern.platform.problem;

import dev.postern.events.WireNamed;

/**
 * The catalogue of ways a request is refused. On Postern's own routes a problem's {@code type} is
 * {@code /problems/<name>}, stable; on Skyvern's routes only status and detail are seen.
 */
public enum ProblemType implements WireNamed {
    BAD_REQUEST(400, "The request cannot be used"),
    /** Missing, unknown or revoked key, or a key without the scope. Skyvern's contract answers 403, never 401. */
    FORBIDDEN(403, "The API key does not allow this"),
    /** Also what belongs to somebody else: a stranger cannot tell the two apart. */
    NOT_FOUND(404, "There is no such thing here"),
    METHOD_NOT_ALLOWED(405, "The resource does not take this method"),
    NOT_ACCEPTABLE(406, "The resource has no such representation"),
    CONFLICT(409, "The request contradicts the present state"),
    /** What came is meant for another site than the page that the caller names. */
    PAGE_ORIGIN_MISMATCH(409, "The code belongs to another site"),
    PAYLOAD_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body has a type that is not taken here"),
    /** The body is not JSON, or a field in it is missing or wrong. */
    INVALID_BODY(422, "The body is not valid"),
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key was used with another body"),
    INTERNAL_ERROR(500, "Something went wrong on our side"),
    /** Passing: the broker, the database or another service is out of reach. The same request may be sent again. */
    TEMPORARILY_UNAVAILABLE(503, "The service cannot do this right now");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The same text for every problem of this type. */
    public String title() {
        return title;
    }

    /** A stable reference, relative to the base URL. */
    public String uri() {
        return "/problems/" + hyphenatedName();
    }
}
