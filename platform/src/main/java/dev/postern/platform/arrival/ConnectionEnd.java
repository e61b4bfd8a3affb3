package dev.postern.platform.arrival;

import io.vertx.core.AsyncResult;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * Learns that a request is over, also when that was before anybody asked: Vert.x calls no handler of a connection that has ended by
 * then, and what a handler would have given back would be lost until a restart.
 */
public final class ConnectionEnd {
    private ConnectionEnd() {}

    /** Runs the action once: when the answer was sent or the connection has ended; at once when it had ended before. */
    public static void always(RoutingContext connection, Runnable action) {
        when(connection, _ -> true, action);
    }

    /** Runs the action once if the connection ends before its answer was sent; at once when it had ended before. */
    public static void onFailure(RoutingContext connection, Runnable action) {
        when(connection, AsyncResult::failed, action);
    }

    private static void when(RoutingContext connection, Predicate<AsyncResult<Void>> sought, Runnable action) {
        AtomicBoolean done = new AtomicBoolean();
        connection.addEndHandler(end -> {
            if (sought.test(end) && done.compareAndSet(false, true)) {
                action.run();
            }
        });
        if (connection.response().closed() && done.compareAndSet(false, true)) {
            action.run();
        }
    }
}
