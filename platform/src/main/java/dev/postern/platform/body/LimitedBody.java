package dev.postern.platform.body;

import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A body that is read only as far as its route allows: the server's own limit is the one of the route that allows most, and a
 * body need not say how long it is.
 */
public final class LimitedBody {

    private LimitedBody() {}

    /**
     * The body's bytes, exactly as they were sent; empty when there are more than allowed.
     *
     * @throws Problem when the client left before the end; nobody is there to be told
     */
    public static Optional<byte[]> read(InputStream body, int mostBytes) {
        try {
            byte[] bytes = body.readNBytes(mostBytes + 1);
            return bytes.length > mostBytes ? Optional.empty() : Optional.of(bytes);
        } catch (IOException e) {
            // Without its cause, which could quote what was sent.
            throw Problem.of(ProblemType.BAD_REQUEST, "The body broke off");
        }
    }
}
