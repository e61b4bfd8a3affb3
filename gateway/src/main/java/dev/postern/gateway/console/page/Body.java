package dev.postern.gateway.console.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/** Reads the body of a request, which waits until it is asked for. */
final class Body {
    private final Buffer read = Buffer.buffer();
    private final int mostBytes;
    private boolean tooLong;

    private Body(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /**
     * Reads it all. Call it on the request's event loop.
     *
     * @param whole gets the body
     * @param refused is called instead for a body that is longer
     */
    static void read(HttpServerRequest request, int mostBytes, Consumer<Buffer> whole, Runnable refused) {
        Body body = new Body(mostBytes);
        request.handler(body::add);
        request.endHandler(_ -> {
            if (body.tooLong) {
                refused.run();
            } else {
                whole.accept(body.read);
            }
        });
        request.resume();
    }

    private void add(Buffer chunk) {
        tooLong |= read.length() + chunk.length() > mostBytes;
        if (!tooLong) {
            read.appendBuffer(chunk);
        }
    }
}
