package dev.postern.gateway.proxy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * Ends the connection of a request that was answered before its body had come, unless the rest comes within two seconds. That rest
 * is dropped, 32 MiB of it at most: a client that finds its connection closed while it sends often does not read the answer.
 */
final class UnfinishedBody {
    private static final long LINGER_MS = 2_000;
    private static final long MOST_DROPPED = 32L * 1024 * 1024;

    private UnfinishedBody() {}

    /** Call it once the answer is written, on the request's event loop. */
    static void end(HttpServerRequest request, Vertx vertx) {
        if (request.response().ended() && isUnfinished(request)) {
            long timer = vertx.setTimer(LINGER_MS, _ -> request.connection().close());
            request.exceptionHandler(_ -> vertx.cancelTimer(timer));
            request.endHandler(_ -> vertx.cancelTimer(timer));
            long before = request.bytesRead();
            request.handler(_ -> {
                if (request.bytesRead() - before > MOST_DROPPED) {
                    request.connection().close();
                }
            });
            request.resume();
        }
    }

    /** A request without a body counts as unfinished while it is paused, so the head decides. */
    private static boolean isUnfinished(HttpServerRequest request) {
        return !request.isEnded()
                && (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                        || BodyPump.lengthIn(request.headers()) > 0);
    }
}
