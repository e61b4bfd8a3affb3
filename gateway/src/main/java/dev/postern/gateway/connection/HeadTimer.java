package dev.postern.gateway.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection that is without a request for too long: it sends no head, half a head, or one byte of it now and then. While
 * a request is under way it does nothing. Everything happens on the connection's event loop.
 */
public final class HeadTimer extends ChannelInboundHandlerAdapter {
    private static final AttributeKey<HeadTimer> OF_CONNECTION = AttributeKey.valueOf("postern.head-timer");

    private final Duration firstHead;
    private final Duration nextHead;
    private final OpenConnections.Place place;
    private @Nullable Channel channel;
    private @Nullable ScheduledFuture<?> end;

    /**
     * A timer for one connection.
     *
     * @param firstHead how long the first head may take
     * @param nextHead how long a connection may rest between an answer and the end of the next head
     * @param place is told whether the connection rests
     */
    HeadTimer(Duration firstHead, Duration nextHead, OpenConnections.Place place) {
        this.place = place;
        this.firstHead = firstHead;
        this.nextHead = nextHead;
    }

    /** Call it when a request's head has come: the timer rests until the request is answered. */
    public static void headCame(HttpServerRequest request) {
        HeadTimer timer = of(request);
        if (timer != null) {
            timer.stop();
            timer.place.works();
        }
    }

    /** Call it when a request was answered. */
    public static void answered(HttpServerRequest request) {
        HeadTimer timer = of(request);
        if (timer != null) {
            timer.start(timer.nextHead);
        }
    }

    /** Null in a server that has no {@link ConnectionGate}. */
    private static @Nullable HeadTimer of(HttpServerRequest request) {
        return request.connection() instanceof ConnectionBase connection
                ? connection.channel().attr(OF_CONNECTION).get()
                : null;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) throws Exception {
        channel = context.channel();
        channel.attr(OF_CONNECTION).set(this);
        start(firstHead);
        super.channelActive(context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        stop();
        super.channelInactive(context);
    }

    private void start(Duration most) {
        stop();
        Channel watched = channel;
        if (watched != null && watched.isOpen()) {
            place.rests();
            end = watched.eventLoop().schedule(() -> close(watched), most.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private static void close(Channel watched) {
        // Whether it closes well makes no difference: nobody waits for it.
        ChannelFuture _ = watched.close();
    }

    private void stop() {
        ScheduledFuture<?> running = end;
        if (running != null) {
            running.cancel(false);
            end = null;
        }
    }
}
