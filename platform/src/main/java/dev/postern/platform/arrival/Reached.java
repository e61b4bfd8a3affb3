package dev.postern.platform.arrival;

import dev.postern.platform.access.KnownCaller;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MultivaluedMap;
import java.lang.reflect.Method;
import java.util.Optional;

/**
 * What a request has reached. The framework forgets it when the request is refused before its method begins.
 *
 * @param method of the resource
 * @param doorkeeper who decides about its callers
 * @param head of the request
 */
public record Reached(Method method, Doorkeeper doorkeeper, Head head) {
    private static final String PROPERTY = "postern.reached";

    void note(ContainerRequestContext request) {
        request.setProperty(PROPERTY, this);
    }

    /** Empty for a request that reached no method. */
    public static Optional<Reached> by(ContainerRequestContext request) {
        return request.getProperty(PROPERTY) instanceof Reached reached ? Optional.of(reached) : Optional.empty();
    }

    /** What came in the path. */
    public MultivaluedMap<String, String> pathParameters() {
        return head.pathParameters();
    }

    /** Whose key, token or endpoint was shown, though it may open nothing. */
    public Optional<KnownCaller> caller() {
        return doorkeeper.shown(head);
    }

    /** Leaves out what came in the path, which may be a token. */
    @Override
    public String toString() {
        return "Reached[method=" + method.getName() + "]";
    }
}
