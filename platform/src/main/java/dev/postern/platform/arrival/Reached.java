package dev.postern.platform.arrival;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MultivaluedMap;
import java.lang.reflect.Method;
import java.util.Optional;

/**
 * What a request has reached. The framework forgets it when the request is refused before its method begins.
 *
 * @param method of the resource
 * @param pathParameters as they came
 */
public record Reached(Method method, MultivaluedMap<String, String> pathParameters) {
    private static final String PROPERTY = "postern.reached";

    void note(ContainerRequestContext request) {
        request.setProperty(PROPERTY, this);
    }

    /** Empty for a request that reached no method. */
    public static Optional<Reached> by(ContainerRequestContext request) {
        return request.getProperty(PROPERTY) instanceof Reached reached ? Optional.of(reached) : Optional.empty();
    }

    /** Leaves out what came in the path, which may be a token. */
    @Override
    public String toString() {
        return "Reached[method=" + method.getName() + "]";
    }
}
