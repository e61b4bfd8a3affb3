package dev.postern.platform.body;

import dev.postern.platform.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A request's body as it was sent, within the limit of its route ({@link MaxBytes}). It has come whole before the resource method
 * runs.
 *
 * <p>A resource method takes it as a parameter where the bytes themselves are signed, or are no JSON. Elsewhere it takes a {@link
 * JsonBody}.
 */
public final class LimitedBody implements AutoCloseable {
    private final ArrivedBody body;
    private final @Nullable String contentType;

    LimitedBody(ArrivedBody body, @Nullable String contentType) {
        this.body = body;
        this.contentType = contentType;
    }

    /** The body's bytes, exactly as they were sent. Not a copy: nobody may change them. */
    public byte[] bytes() {
        return body.bytes();
    }

    /**
     * The body as JSON.
     *
     * @throws Problem 422 when it is no JSON
     */
    public JsonBody json() {
        return JsonBody.parse(bytes(), contentType);
    }

    /**
     * Gives the body's memory back. Without this call that happens when the request was answered; a method that holds its answer
     * calls it sooner.
     */
    @Override
    public void close() {
        body.close();
    }
}
