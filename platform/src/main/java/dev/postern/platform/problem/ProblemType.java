package dev.postern.platform.problem;

import dev.postern.events.WireNamed;

/**
 * The catalogue of refusals. On Postern's own routes a problem's {@code type} is {@code /problems/<name>} and never changes. On
 * Skyvern's routes callers see status and detail only.
 */
public enum ProblemType implements WireNamed {
    BAD_REQUEST(400, "The request cannot be used"),
    /** The key is missing, unknown or revoked, or lacks the scope. Skyvern answers 403 in all these cases, and so does Postern. */
    FORBIDDEN(403, "The API key does not allow this"),
    /** It does not exist, or belongs to another organisation. A caller cannot tell which. */
    NOT_FOUND(404, "There is no such thing here"),
    METHOD_NOT_ALLOWED(405, "The resource does not take this method"),
    NOT_ACCEPTABLE(406, "The resource has no such representation"),
    /** The body came too slowly. */
    REQUEST_TIMEOUT(408, "The body took too long"),
    CONFLICT(409, "The request contradicts the present state"),
    /** The code was sent for another site than the page that the caller names. */
    PAGE_ORIGIN_MISMATCH(409, "The code belongs to another site"),
    PAYLOAD_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body has a type that is not taken here"),
    /** The body is not JSON, or a field in it is missing or wrong. */
    INVALID_BODY(422, "The body is not valid"),
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key was used with another body"),
    /** The organisation or the key has used up a limit of its own (RFC 6585, section 4). The request may be repeated later. */
    TOO_MANY_REQUESTS(429, "A limit of the organisation or the key is used up"),
    INTERNAL_ERROR(500, "Something went wrong on our side"),
    /** The broker, the database or another service is out of reach for now. The request may be repeated. */
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

    /** A text that all problems of this type share. */
    public String title() {
        return title;
    }

    /** A stable reference, relative to the base URL. */
    public String uri() {
        return "/problems/" + hyphenatedName();
    }
}
