package dev.postern.platform.arrival;

import dev.postern.platform.access.Scope;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;

/**
 * What is known of a request before its body is read.
 *
 * @param method the HTTP method
 * @param headers of the request
 * @param pathParameters the values in the path, by the names in the route's template
 * @param scopes what the route says an API key must hold; empty when any key will do
 * @param mostBytes how long the route lets its body be
 */
public record Head(
        String method,
        HttpHeaders headers,
        MultivaluedMap<String, String> pathParameters,
        List<Scope> scopes,
        int mostBytes) {

    @Override
    public String toString() {
        return "Head[" + method + ", ***]";
    }
}
