package dev.postern.gateway.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;

/**
 * Stands where connections are accepted, before any byte of them is read: closes those for which there is no place, and gives each
 * of the others a {@link HeadTimer} and a {@link BodyOverhead}. Vert.x tells of a connection only once Quarkus' own handler has it
 * and has no time limit for a head, so this sits in front of the server's channel.
 */
@Sharable
final class ConnectionGate extends ChannelInboundHandlerAdapter {
    private final OpenConnections connections;
    private final Duration firstHead;
    private final Duration nextHead;

    ConnectionGate(OpenConnections connections, Duration firstHead, Duration nextHead) {
        this.connections = connections;
        this.firstHead = firstHead;
        this.nextHead = nextHead;
    }

    /**
     * Stands in front of the servers that listen at a port. Blocks for a moment, so call it on no event loop.
     *
     * @throws IllegalStateException when there is none
     */
    void guard(Vertx vertx, int port) {
        boolean found = false;
        for (EventExecutor acceptor : ((VertxInternal) vertx).getAcceptorEventLoopGroup()) {
            SingleThreadEventLoop loop = (SingleThreadEventLoop) acceptor;
            // Only the loop itself may look at what it has.
            found |= loop.submit(() -> guard(loop, port)).syncUninterruptibly().getNow();
        }
        if (!found) {
            throw new IllegalStateException("No server listens at the port whose connections are to be limited");
        }
    }

    private boolean guard(SingleThreadEventLoop loop, int port) {
        boolean found = false;
        for (Iterator<Channel> channels = loop.registeredChannelsIterator(); channels.hasNext(); ) {
            Channel channel = channels.next();
            if (channel instanceof ServerChannel
                    && channel.localAddress() instanceof InetSocketAddress address
                    && address.getPort() == port) {
                channel.pipeline().addFirst(this);
                found = true;
            }
        }
        return found;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        Channel connection = (Channel) accepted;
        InetAddress address = connection.remoteAddress() instanceof InetSocketAddress remote
                ? remote.getAddress()
                : InetAddress.getLoopbackAddress();
        Optional<OpenConnections.Place> place = connections.take(address, () -> close(connection));
        if (place.isEmpty()) {
            connection.unsafe().closeForcibly();
            return;
        }
        connection.closeFuture().addListener(_ -> place.get().giveBack());
        connection.pipeline().addLast(new HeadTimer(firstHead, nextHead, place.get()), new BodyOverhead());
        context.fireChannelRead(accepted);
    }

    private static void close(Channel connection) {
        // Whether it closes well makes no difference: nobody waits for it.
        ChannelFuture _ = connection.close();
    }
}
