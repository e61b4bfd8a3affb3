package dev.postern.gateway.origin;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which web pages may call the API from a browser (the Fetch standard, "CORS protocol"). None, unless they are named. An origin is allowed
 * as a whole, by scheme, host and port: never a pattern, never {@code null}, which is every page's that hides where it comes from.
 * Cookies are never allowed along, so that a page can do no more than the key that it has.
 */
public final class AllowedOrigins {
    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
    private static final String USUAL_HEADERS =
            "authorization, content-type, idempotency-key, last-event-id, prefer, x-api-key";
    private static final String READABLE_HEADERS = "Location, Preference-Applied, Retry-After";
    private static final String MAX_AGE_SECONDS = "600";
    // Names of headers (RFC 9110, section 5.1), as a browser lists them.
    private static final Pattern NAMES =
            Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+(?:[ \t]*,[ \t]*[A-Za-z0-9!#$%&'*+.^_`|~-]+)*");
    private static final int LONGEST_NAMES = 2_000;

    private final Set<String> origins;

    private AllowedOrigins(Set<String> origins) {
        this.origins = Set.copyOf(origins);
    }

    /**
     * These origins.
     *
     * @throws IllegalArgumentException when a text is no origin: scheme, host and perhaps a port, and nothing else
     */
    public static AllowedOrigins of(List<String> origins) {
        return new AllowedOrigins(origins.stream()
                .map(text -> normal(text.strip())
                        .orElseThrow(() -> new IllegalArgumentException(
                                "POSTERN_GATEWAY_ALLOWED_ORIGINS has what is no origin, such as"
                                        + " https://app.example.com: "
                                        + text)))
                .collect(Collectors.toSet()));
    }

    /**
     * Says in the answer, whoever makes it, that the page may read it. A preflight of an allowed page is answered here.
     *
     * @return whether the request was answered
     */
    public boolean answers(RoutingContext routing, String path) {
        HttpServerRequest request = routing.request();
        if (origins.isEmpty() || !isOfApi(path)) {
            return false;
        }
        String origin = allowed(request.headers());
        routing.addHeadersEndHandler(_ -> tell(routing.response(), origin));
        if (origin == null || !isPreflight(request)) {
            return false;
        }
        HttpServerResponse response = request.response();
        response.putHeader("Access-Control-Allow-Methods", METHODS)
                .putHeader("Access-Control-Allow-Headers", headers(request))
                .putHeader("Access-Control-Max-Age", MAX_AGE_SECONDS);
        if ("true".equals(request.getHeader("Access-Control-Request-Private-Network"))) {
            response.putHeader("Access-Control-Allow-Private-Network", "true");
        }
        response.setStatusCode(204).end();
        request.resume();
        return true;
    }

    /** Whether the page that a browser says it sends for is one of these; a request that names no page comes from no browser. */
    public boolean allow(MultiMap headers) {
        return !headers.contains(HttpHeaders.ORIGIN) || allowed(headers) != null;
    }

    private static void tell(HttpServerResponse response, @Nullable String origin) {
        response.headers().add(HttpHeaders.VARY, "Origin");
        if (origin != null) {
            response.putHeader("Access-Control-Allow-Origin", origin);
            response.putHeader("Access-Control-Expose-Headers", READABLE_HEADERS);
        }
    }

    /** The origin as its page wrote it, if it is allowed; null otherwise. */
    private @Nullable String allowed(MultiMap headers) {
        List<String> given = headers.getAll(HttpHeaders.ORIGIN);
        if (given.size() != 1) {
            return null;
        }
        String origin = given.getFirst();
        return normal(origin).filter(origins::contains).isPresent() ? origin : null;
    }

    /** The console's own pages are for its own origin alone. */
    private static boolean isOfApi(String path) {
        return path.startsWith("/v1/") || path.startsWith("/api/v1/") || path.equals("/mcp");
    }

    private static boolean isPreflight(HttpServerRequest request) {
        return request.method().equals(HttpMethod.OPTIONS)
                && request.headers().contains("Access-Control-Request-Method");
    }

    private static String headers(HttpServerRequest request) {
        String asked = request.getHeader("Access-Control-Request-Headers");
        if (asked == null
                || asked.length() > LONGEST_NAMES
                || !NAMES.matcher(asked).matches()) {
            return USUAL_HEADERS;
        }
        return asked;
    }

    /** The origin in one spelling: without the scheme's usual port, in small letters; empty for anything else. */
    private static Optional<String> normal(String text) {
        try {
            URI uri = new URI(text);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean bare = uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            if (!bare || !(scheme.equals("http") || scheme.equals("https"))) {
                return Optional.empty();
            }
            int usual = scheme.equals("http") ? 80 : 443;
            int port = uri.getPort() < 0 ? usual : uri.getPort();
            return Optional.of(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
