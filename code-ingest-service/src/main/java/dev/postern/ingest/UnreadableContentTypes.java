package dev.postern.ingest;

import io.quarkus.vertx.http.runtime.filters.Filters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

/**
 * Of a webhook a content type that cannot be read counts as none. Its provider is then answered as it needs, and the channel's owner sees
 * the post; the routes would answer it 415 before anybody looks.
 */
@ApplicationScoped
class UnreadableContentTypes {
    private static final String WEBHOOKS = "/webhooks/";
    private static final int PRIORITY = 100;

    void passOver(@Observes Filters filters) {
        filters.register(
                exchange -> {
                    String type = exchange.request().getHeader(HttpHeaders.CONTENT_TYPE);
                    String path = exchange.request().path();
                    if (type != null && path != null && path.startsWith(WEBHOOKS) && !isReadable(type)) {
                        exchange.request().headers().remove(HttpHeaders.CONTENT_TYPE);
                    }
                    exchange.next();
                },
                PRIORITY);
    }

    private static boolean isReadable(String type) {
        try {
            MediaType.valueOf(type);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
