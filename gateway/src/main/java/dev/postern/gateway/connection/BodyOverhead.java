package dev.postern.gateway.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose body costs far more bytes than it has: chunks of single bytes, chunks with long extensions (RFC 9112,
 * section 7.1.1), trailers without end. All limits of a body count the body alone, and the decoder drops the rest without a word.
 * Stands before the decoder. Everything happens on the connection's event loop.
 */
public final class BodyOverhead extends ChannelInboundHandlerAdapter {
    private static final AttributeKey<BodyOverhead> OF_CONNECTION = AttributeKey.valueOf("postern.body-overhead");

    /** Besides small bodies, what was read and waits behind a reader that pauses: a few reads of 64 KiB at most. */
    private static final long ALWAYS = 512 * 1024;

    private @Nullable HttpServerRequest request;
    private long read;

    BodyOverhead() {}

    /** Call it when a request's head has come: what is read from now on is for its body. */
    public static void headCame(HttpServerRequest request) {
        BodyOverhead overhead = request.connection() instanceof ConnectionBase connection
                ? connection.channel().attr(OF_CONNECTION).get()
                : null;
        if (overhead != null) {
            overhead.request = request;
            overhead.read = 0;
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) throws Exception {
        context.channel().attr(OF_CONNECTION).set(this);
        super.channelActive(context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof ByteBuf bytes) {
            read += bytes.readableBytes();
        }
        super.channelRead(context, message);
        HttpServerRequest reading = request;
        if (reading != null && read > ALWAYS + 2 * reading.bytesRead()) {
            // Whether it closes well makes no difference: nobody waits for it.
            ChannelFuture _ = context.close();
        }
    }
}
