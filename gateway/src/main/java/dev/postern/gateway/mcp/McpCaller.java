package dev.postern.gateway.mcp;

import dev.postern.gateway.console.api.Api;
import dev.postern.gateway.console.api.ApiCalls;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * The public API with the key of the request that is being answered. Every request brings its key, and the API checks it: its scopes,
 * its end and its limits hold for each call of a tool.
 */
@Singleton
final class McpCaller {
    private static final String BEARER = "bearer ";

    private final ApiCalls calls;
    private final CurrentVertxRequest current;

    McpCaller(ApiCalls calls, CurrentVertxRequest current) {
        this.calls = calls;
        this.current = current;
    }

    /** For a tool, while its request is answered. */
    Api api() {
        return api(current.getCurrent().request());
    }

    Api api(HttpServerRequest request) {
        String key = key(request);
        return calls.as(key == null ? "" : key, request.localAddress());
    }

    /** As the API reads it from either header; null when there is none. */
    static @Nullable String key(HttpServerRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : request.getHeader("x-api-key");
    }
}
