package dev.postern.gateway.connection;

import dev.postern.gateway.settings.GatewaySettings;
import io.quarkus.vertx.http.HttpServer;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;

/** Puts the {@link ConnectionGate} in front of the public server once that listens. The management server has none. */
@Singleton
final class ConnectionLimits {
    private final Vertx vertx;
    private final HttpServer server;
    private final ConnectionGate gate;

    ConnectionLimits(Vertx vertx, HttpServer server, OpenConnections connections, GatewaySettings settings) {
        this.vertx = vertx;
        this.server = server;
        this.gate = new ConnectionGate(connections, settings.headTime(), settings.restTime());
    }

    void apply(@ObservesAsync HttpServerStart started) {
        gate.guard(vertx, server.getPort());
    }
}
