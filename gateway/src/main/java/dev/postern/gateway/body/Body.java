package dev.postern.gateway.body;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Reads the body of a request, which waits until it is asked for. A body that is too long, comes too slowly or finds no room is
 * refused as soon as that is known, and what still comes of it is dropped. Everything happens on the request's event loop.
 */
public final class Body {
    /** For these many bytes more a body may take a second longer. */
    private static final int BYTES_A_SECOND = 64 * 1024;

    private static final long MILLIS = 1_000;

    private final Vertx vertx;
    private final Limits limits;
    private final Consumer<Refusal> refused;
    private final Buffer read = Buffer.buffer();
    private final long begunNanos = System.nanoTime();
    private long timer;
    private boolean over;

    private Body(Vertx vertx, Limits limits, Consumer<Refusal> refused) {
        this.vertx = vertx;
        this.limits = limits;
        this.refused = refused;
    }

    /**
     * What a body may be.
     *
     * @param mostBytes its length
     * @param time how long it may take, and a second more for each 64 KiB that have come
     * @param room what all bodies of its kind share
     */
    public record Limits(int mostBytes, Duration time, Room room) {}

    /** Why a body was not read. */
    public enum Refusal {
        /** Longer than allowed. */
        TOO_LONG,
        /** It did not come in time. */
        TOO_SLOW,
        /** Other bodies have the memory now. */
        NO_ROOM
    }

    /** A body that came. Its room is kept until it is given back. */
    public record Whole(Buffer bytes, Room room) {

        /** Gives its room back. Called once. */
        public void done() {
            room.giveBack(bytes.length());
        }
    }

    /**
     * Reads it all.
     *
     * @param whole gets the body
     * @param refused is called instead, once
     */
    public static void read(
            HttpServerRequest request, Vertx vertx, Limits limits, Consumer<Whole> whole, Consumer<Refusal> refused) {
        Body body = new Body(vertx, limits, refused);
        request.handler(body::add);
        request.endHandler(_ -> {
            if (body.end()) {
                whole.accept(new Whole(body.read, limits.room()));
            }
        });
        // The connection broke, or the request is no HTTP: nobody is there to be answered.
        request.exceptionHandler(_ -> body.drop());
        body.look();
        request.resume();
    }

    private void add(Buffer chunk) {
        if (over) {
            return;
        }
        if (read.length() + chunk.length() > limits.mostBytes()) {
            refuse(Refusal.TOO_LONG);
        } else if (limits.room().take(read.length(), chunk.length())) {
            read.appendBuffer(chunk);
        } else {
            refuse(Refusal.NO_ROOM);
        }
    }

    /** Looks whether it has come in time, and looks again when it may have run out. */
    private void look() {
        long allowed = limits.time().toMillis() + MILLIS * read.length() / BYTES_A_SECOND;
        long left = allowed - Duration.ofNanos(System.nanoTime() - begunNanos).toMillis();
        if (left <= 0) {
            refuse(Refusal.TOO_SLOW);
        } else {
            timer = vertx.setTimer(left, _ -> look());
        }
    }

    private void refuse(Refusal why) {
        drop();
        refused.accept(why);
    }

    private void drop() {
        if (end()) {
            limits.room().giveBack(read.length());
        }
    }

    /** Ends the reading; tells whether it was under way. */
    private boolean end() {
        boolean underWay = !over;
        over = true;
        vertx.cancelTimer(timer);
        return underWay;
    }
}
