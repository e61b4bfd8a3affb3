package dev.postern.gateway.connection;

import dev.postern.gateway.settings.GatewaySettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;

/** Bounds the connections of a server that a test started, as the gateway does with its own. */
public final class GuardedServer {
    private GuardedServer() {}

    /**
     * Bounds them from now on.
     *
     * @param port of a server that listens
     */
    public static void guard(Vertx vertx, int port, GatewaySettings settings, MeterRegistry metrics) {
        new ConnectionGate(new OpenConnections(settings, metrics), settings.headTime(), settings.restTime())
                .guard(vertx, port);
    }
}
