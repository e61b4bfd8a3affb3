package dev.postern.platform.body;

import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request's body before it is read. Every body of a service is read here, and only as far as its route allows: a body need
 * not say how long it is, and the server's own limit is that of the route that allows most. A body can be read once.
 *
 * <p>A resource method takes it as a parameter where something must be checked before the body is read, or where the bytes
 * themselves are signed. Elsewhere it takes a {@link JsonBody}.
 */
public final class LimitedBody {
    private final InputStream stream;
    private final @Nullable String contentType;
    private final int mostBytes;

    LimitedBody(InputStream stream, @Nullable String contentType, int mostBytes) {
        this.stream = stream;
        this.contentType = contentType;
        this.mostBytes = mostBytes;
    }

    /**
     * The body's bytes, exactly as they were sent.
     *
     * @throws Problem 413 when there are more than the route allows, 400 when the client left before the end
     */
    public byte[] bytes() {
        return upTo(mostBytes).orElseThrow(() -> Problem.of(ProblemType.PAYLOAD_TOO_LARGE, "Request Entity Too Large"));
    }

    /**
     * The body's bytes, exactly as they were sent, for a route whose limit depends on the request; empty when there are more.
     *
     * @throws Problem 400 when the client left before the end
     */
    public Optional<byte[]> upTo(int mostBytes) {
        try {
            byte[] bytes = stream.readNBytes(mostBytes + 1);
            return bytes.length > mostBytes ? Optional.empty() : Optional.of(bytes);
        } catch (IOException e) {
            // Without its cause, which could quote what was sent.
            throw Problem.of(ProblemType.BAD_REQUEST, "The body broke off");
        }
    }

    /**
     * The body as JSON.
     *
     * @throws Problem 413 when it is longer than the route allows, 422 when it is no JSON, 400 when the client left before the end
     */
    public JsonBody json() {
        return json(bytes());
    }

    /**
     * The bytes that were read from this body as JSON, for a route that verifies them first.
     *
     * @throws Problem 422 when they are no JSON
     */
    public JsonBody json(byte[] bytes) {
        return JsonBody.parse(bytes, contentType);
    }
}
