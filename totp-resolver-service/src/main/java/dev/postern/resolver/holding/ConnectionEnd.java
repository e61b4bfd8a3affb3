package dev.postern.resolver.holding;

import io.vertx.ext.web.RoutingContext;

/** Learns that a caller left before it had its answer. */
final class ConnectionEnd {
    private ConnectionEnd() {}

    /** Runs the action when the connection ends before its answer was sent; at once when it has ended already. */
    static void onFailure(RoutingContext connection, Runnable action) {
        connection.addEndHandler(sent -> {
            if (sent.failed()) {
                action.run();
            }
        });
        // The handler is not called for a connection that ended before.
        if (connection.response().closed()) {
            action.run();
        }
    }
}
