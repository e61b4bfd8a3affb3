package dev.postern.platform.reading;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Notices a body in chunks that costs far more bytes than it has: chunks of single bytes, or with long extensions (RFC 9112, section
 * 7.1.1). A body's limit counts the body alone, and the decoder drops the rest without a word. Stands before the decoder while the
 * body is read, and is told of all bytes on the connection's event loop.
 */
final class ChunkOverhead extends ChannelInboundHandlerAdapter {

    /** What small bodies may cost, and what came with the head. */
    private static final long ALWAYS = 512 * 1024;

    private final ChannelPipeline pipeline;
    private final LongSupplier body;
    private final Runnable tooMuch;
    private long read;

    private ChunkOverhead(ChannelPipeline pipeline, LongSupplier body, Runnable tooMuch) {
        this.pipeline = pipeline;
        this.body = body;
        this.tooMuch = tooMuch;
    }

    /**
     * Begins to count; empty for a body that does not come in chunks. Call it on the event loop.
     *
     * @param body how much of the body has come
     * @param tooMuch is run on the event loop, perhaps more than once
     */
    static Optional<ChunkOverhead> watch(HttpServerRequest request, LongSupplier body, Runnable tooMuch) {
        if (!request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                || !(request.connection() instanceof ConnectionBase connection)) {
            return Optional.empty();
        }
        ChannelPipeline pipeline = connection.channel().pipeline();
        ChunkOverhead overhead = new ChunkOverhead(pipeline, body, tooMuch);
        pipeline.addFirst(overhead);
        return Optional.of(overhead);
    }

    /** Counts no more. Call it once. */
    void end() {
        if (pipeline.context(this) != null) {
            pipeline.remove(this);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof ByteBuf bytes) {
            read += bytes.readableBytes();
        }
        super.channelRead(context, message);
        if (read > ALWAYS + 2 * body.getAsLong()) {
            tooMuch.run();
        }
    }
}
