package dev.postern.gateway.console.page;

import dev.postern.gateway.console.api.Api;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sends somebody to the sign-in, from where they come back to the page that they were on. */
final class WayBack {
    private WayBack() {}

    /**
     * The page to sign in on.
     *
     * @param ended why the session is over, as the page to sign in on knows it; empty when there was none
     */
    static Reply signIn(HttpServerRequest request, String ended) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("ended", ended);
        query.put("next", page(request));
        return Reply.to(Api.query(Door.SIGN_IN, query));
    }

    /** Whether a script of ours asked, which stays on its page: htmx, or one that sends a file. */
    static boolean isScript(HttpServerRequest request) {
        return request.getHeader("HX-Request") != null || request.getHeader("X-CSRF") != null;
    }

    /** Whether a script of ours asked for a part of its page, not for a page to take the place of it. */
    static boolean isPart(HttpServerRequest request) {
        return request.method().equals(HttpMethod.GET)
                && request.getHeader("HX-Request") != null
                && request.getHeader("HX-Boosted") == null;
    }

    /** The page that is open in the browser; empty when that is not known, as for a form that was sent without a script. */
    private static String page(HttpServerRequest request) {
        if (isScript(request)) {
            return pathOf(request.getHeader("HX-Current-URL"));
        }
        return request.method().equals(HttpMethod.GET) ? request.uri() : "";
    }

    /** What follows the host: nothing else of an address is ever gone to. */
    private static String pathOf(@Nullable String address) {
        try {
            URI uri = URI.create(Objects.requireNonNullElse(address, ""));
            String path = Objects.requireNonNullElse(uri.getRawPath(), "");
            return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
