package dev.postern.gateway.console.page;

import dev.postern.gateway.settings.Networks;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Where a request comes from, as the browser tells. */
public final class Origin {
    private static final String FETCH_SITE = "Sec-Fetch-Site";

    private Origin() {}

    /**
     * Whether one of our own pages sent it. A browser tells so in {@code Sec-Fetch-Site} (W3C, Fetch Metadata), over plain HTTP only in
     * {@code Origin} (RFC 6454). A request with neither is not ours.
     */
    static boolean isOurs(MultiMap headers) {
        String site = headers.get(FETCH_SITE);
        if (site != null) {
            return site.equals("same-origin");
        }
        String authority = authority(headers.get(HttpHeaders.ORIGIN));
        return authority != null && authority.equalsIgnoreCase(headers.get(HttpHeaders.HOST));
    }

    /** Whether a link on another site led here: the browser then keeps a strict cookie back, also that of a session. */
    static boolean isElsewhere(MultiMap headers) {
        String site = headers.get(FETCH_SITE);
        return site != null && !site.equals("same-origin") && !site.equals("none");
    }

    /** Whether the browser speaks TLS, with the gateway or with a proxy in front of it. */
    public static boolean isSecure(HttpServerRequest request, Networks proxies) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return request.isSSL()
                || (origin != null && origin.startsWith("https://"))
                || (isFrom(request, proxies) && "https".equals(request.getHeader("X-Forwarded-Proto")));
    }

    private static boolean isFrom(HttpServerRequest request, Networks proxies) {
        try {
            return proxies.contain(InetAddress.getByName(request.remoteAddress().hostAddress()));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static @Nullable String authority(@Nullable String origin) {
        try {
            return origin == null ? null : URI.create(origin).getAuthority();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
