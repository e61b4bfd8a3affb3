package dev.postern.platform.reading;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * Ends the connection of a request that is answered before its body has come: nobody reads that body any more. For a moment what
 * still comes is dropped, because a client that finds its connection closed while it sends often does not read the answer. Over
 * HTTP/2 only the request's stream ends.
 */
public final class UnfinishedBody {
    private static final long LINGER_MS = 2_000;
    private static final long MOST_DROPPED = 32L * 1024 * 1024;
    private static final long NO_ERROR = 0;

    private long dropped;

    private UnfinishedBody() {}

    /** Says in the answer that the connection will end, if the body has not come. Call it before the head of the answer leaves. */
    public static void announce(HttpServerRequest request) {
        if (!isHttp2(request) && isUnfinished(request)) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }

    /** Ends what {@link #announce} said. Call it once the answer is written, on the request's event loop. */
    public static void end(HttpServerRequest request, Vertx vertx) {
        // A connection that ends by itself also ends its requests, and their readers have still to be told.
        if (request.response().ended() && isUnfinished(request)) {
            new UnfinishedBody().drop(request, vertx);
        }
    }

    private void drop(HttpServerRequest request, Vertx vertx) {
        long timer = vertx.setTimer(LINGER_MS, _ -> close(request));
        request.exceptionHandler(_ -> vertx.cancelTimer(timer));
        request.endHandler(_ -> {
            vertx.cancelTimer(timer);
            close(request);
        });
        request.handler(chunk -> count(chunk, request));
        request.resume();
    }

    private void count(Buffer chunk, HttpServerRequest request) {
        dropped += chunk.length();
        if (dropped > MOST_DROPPED) {
            close(request);
        }
    }

    private static void close(HttpServerRequest request) {
        if (!isHttp2(request)) {
            request.connection().close();
        } else if (!request.isEnded()) {
            request.response().reset(NO_ERROR);
        }
    }

    /** A request without a body counts as unfinished while it is paused, so the head decides. */
    private static boolean isUnfinished(HttpServerRequest request) {
        if (request.isEnded()) {
            return false;
        }
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null
                ? request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || isHttp2(request)
                : !length.strip().equals("0");
    }

    private static boolean isHttp2(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_2;
    }
}
