package dev.postern.ingest.push;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Refuses a body whose declared length is over the limit for a push, before it is read. The framework's own limit gives
 * no reason, and cuts off a client that still sends.
 */
@ApplicationScoped
class BodyLimit {
    static final int BYTES = 1024 * 1024;
    private static final String DETAIL = "Request Entity Too Large";

    // Posts of providers have limits of their own.
    private static final String WEBHOOKS = "/webhooks/";
    // Up to this size the body is read and dropped, since the client must still be there to read the answer.
    private static final long MOST_DROPPED = 16L * BYTES;
    // This runs before the framework looks at the length.
    private static final int FIRST = 1000;

    private final PushMetrics metrics;

    BodyLimit(PushMetrics metrics) {
        this.metrics = metrics;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FIRST);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        long length = declared(request);
        if (length <= BYTES || request.uri().startsWith(WEBHOOKS)) {
            context.next();
            return;
        }
        metrics.count(PushOutcome.REFUSED);
        if (length > MOST_DROPPED || request.headers().contains("expect")) {
            refuse(context);
            return;
        }
        request.handler(dropped -> {});
        request.endHandler(end -> refuse(context));
        request.resume();
    }

    private static long declared(HttpServerRequest request) {
        String length = request.getHeader("content-length");
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static void refuse(RoutingContext context) {
        context.response()
                .setStatusCode(413)
                .putHeader("content-type", "application/json")
                .putHeader("connection", "close")
                .end("{\"detail\":\"" + DETAIL + "\"}");
    }
}
