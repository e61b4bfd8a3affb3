package dev.postern.gateway.connection;

import dev.postern.gateway.settings.GatewaySettings;
import dev.postern.gateway.settings.Networks;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The connections of clients, in all and by address. Of an IPv6 address the first half counts, since one client has all of the
 * rest. A trusted proxy stands for many clients and has no limit of its own. Thread-safe.
 */
@Singleton
final class OpenConnections {
    private final int most;
    private final int mostByAddress;
    private final Networks trusted;
    private final Counter refused;
    private final Counter refusedByAddress;
    private final Map<List<Byte>, Integer> byAddress = new HashMap<>();
    private int open;

    OpenConnections(GatewaySettings settings, MeterRegistry registry) {
        this.most = settings.clientConnections();
        this.mostByAddress = settings.clientConnectionsPerAddress();
        this.trusted = Networks.of(settings.trustedProxies().orElse(List.of()));
        this.refused = refused(registry, "all");
        this.refusedByAddress = refused(registry, "address");
        Gauge.builder("postern.gateway.connections.open", this, OpenConnections::count)
                .description("Connections of clients")
                .register(registry);
    }

    private static Counter refused(MeterRegistry registry, String limit) {
        return Counter.builder("postern.gateway.connections.refused")
                .description("Connections that were closed at once, by the limit that they met")
                .tag("limit", limit)
                .register(registry);
    }

    /**
     * Takes a place for a connection.
     *
     * @return gives the place back; empty when there is none, and the connection is to be closed
     */
    synchronized Optional<Runnable> take(InetAddress address) {
        if (open >= most) {
            refused.increment();
            return Optional.empty();
        }
        if (trusted.contain(address)) {
            open++;
            return Optional.of(() -> giveBack(List.of()));
        }
        List<Byte> client = client(address.getAddress());
        if (byAddress.getOrDefault(client, 0) >= mostByAddress) {
            refusedByAddress.increment();
            return Optional.empty();
        }
        open++;
        byAddress.merge(client, 1, Integer::sum);
        return Optional.of(() -> giveBack(client));
    }

    private synchronized void giveBack(List<Byte> client) {
        open--;
        byAddress.computeIfPresent(client, (_, count) -> count == 1 ? null : Integer.valueOf(count - 1));
    }

    synchronized int count() {
        return open;
    }

    private static List<Byte> client(byte[] address) {
        Byte[] counted = new Byte[address.length == 16 ? 8 : address.length];
        Arrays.setAll(counted, i -> address[i]);
        return List.of(counted);
    }
}
