package dev.postern.gateway.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.impl.HttpServerImpl;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.impl.TCPServerBase;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Stands where connections are accepted, before any byte of them is read: closes those for which there is no place, and gives each
 * of the others a {@link HeadTimer}. Vert.x tells of a connection only once Quarkus' own handler has it and has no time limit for a
 * head, so this sits in front of the server's channel.
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
     * Stands in front of the HTTP servers that listen at a port.
     *
     * @throws IllegalStateException when there is none, or this version of Vert.x hides its channel
     */
    void guard(Vertx vertx, int port) {
        boolean found = false;
        for (HttpServerImpl server :
                ((VertxInternal) vertx).sharedTCPServers(HttpServerImpl.class).values()) {
            if (server.actualPort() == port) {
                channel(server).pipeline().addFirst(this);
                found = true;
            }
        }
        if (!found) {
            throw new IllegalStateException("No server listens at the port whose connections are to be limited");
        }
    }

    private static Channel channel(HttpServerImpl server) {
        try {
            // No method of Vert.x gives it away.
            Field bound = TCPServerBase.class.getDeclaredField("bindFuture");
            bound.setAccessible(true);
            return (Channel) ((Future<?>) bound.get(server)).result();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The limits of connections do not fit this version of Vert.x", e);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        Channel connection = (Channel) accepted;
        Optional<Runnable> place = connection.remoteAddress() instanceof InetSocketAddress address
                ? connections.take(address.getAddress())
                : connections.take(InetAddress.getLoopbackAddress());
        if (place.isEmpty()) {
            connection.unsafe().closeForcibly();
            return;
        }
        connection.closeFuture().addListener(_ -> place.get().run());
        connection.pipeline().addLast(new HeadTimer(firstHead, nextHead));
        context.fireChannelRead(accepted);
    }
}
