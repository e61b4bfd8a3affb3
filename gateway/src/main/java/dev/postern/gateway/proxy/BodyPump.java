package dev.postern.gateway.proxy;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;

/**
 * Moves one body from its source to its destination, chunk by chunk, no faster than the destination takes them.
 * Where the length is known the last chunk ends the message itself, so that a short message is one write, not two.
 */
final class BodyPump {
    private static final long UNKNOWN = -1;

    private final ReadStream<Buffer> from;
    private final WriteStream<Buffer> to;
    private final Runnable whenEnded;
    private long remaining;
    private boolean ended;
    private boolean stopped;

    /** @param length what the Content-Length says; negative if there is none */
    BodyPump(ReadStream<Buffer> from, WriteStream<Buffer> to, long length, Runnable whenEnded) {
        this.from = from;
        this.to = to;
        this.remaining = length < 0 ? UNKNOWN : length;
        this.whenEnded = whenEnded;
    }

    /** The Content-Length; negative if there is none. The HTTP decoder has refused any that is not a number. */
    static long lengthIn(MultiMap headers) {
        String length = headers.get(HttpHeaders.CONTENT_LENGTH);
        return length == null ? UNKNOWN : Long.parseLong(length.strip());
    }

    void start() {
        from.handler(this::move);
        from.endHandler(nothing -> {
            if (!stopped && !ended) {
                ended = true;
                to.end();
                whenEnded.run();
            }
        });
        from.resume();
    }

    boolean ended() {
        return ended;
    }

    /** What still comes is read and dropped, so that the connection it comes on can be used again. */
    void stop() {
        if (!stopped) {
            stopped = true;
            from.resume();
        }
    }

    private void move(Buffer chunk) {
        if (stopped || ended) {
            return;
        }
        if (remaining != UNKNOWN) {
            remaining -= chunk.length();
            if (remaining <= 0) {
                ended = true;
                to.end(chunk);
                whenEnded.run();
                return;
            }
        }
        to.write(chunk);
        if (to.writeQueueFull()) {
            from.pause();
            to.drainHandler(drained -> from.resume());
        }
    }
}
