package dev.postern.gateway.connection;

import dev.postern.gateway.settings.GatewaySettings;
import dev.postern.gateway.settings.Networks;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The connections of clients, in all and by address. Of an IPv6 address the first half counts, since one client has all of the
 * rest. A trusted proxy stands for many clients and has no limit of its own. When the places of an address are taken, its connection
 * that rests longest gives way to a new one; when all places are taken, that of the client with the most connections. So nobody
 * keeps others out by connections that ask for nothing, from however many addresses. Thread-safe.
 */
@Singleton
final class OpenConnections {
    private final int most;
    private final int mostByAddress;
    private final Networks trusted;
    private final Counter refused;
    private final Counter refusedByAddress;
    private final Counter gaveWay;
    private final Map<List<Byte>, Client> clients = new HashMap<>();
    private final Client proxies = new Client();
    private int open;

    OpenConnections(GatewaySettings settings, MeterRegistry registry) {
        this.most = settings.clientConnections();
        this.mostByAddress = settings.clientConnectionsPerAddress();
        this.trusted = Networks.of(settings.trustedProxies().orElse(List.of()));
        this.refused = refused(registry, "all");
        this.refusedByAddress = refused(registry, "address");
        this.gaveWay = Counter.builder("postern.gateway.connections.gave.way")
                .description("Connections without a request that were closed for new ones when all places were taken")
                .register(registry);
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

    /** The connections of one client. */
    private static final class Client {
        private final LinkedHashSet<Place> resting = new LinkedHashSet<>();
        private int open;

        /** Not chosen again: it counts as open until it is closed. */
        private Optional<Place> longestResting() {
            return resting.isEmpty() ? Optional.empty() : Optional.of(resting.removeFirst());
        }
    }

    /** A connection's place. It counts as at work until it says that it rests. */
    final class Place {
        private final List<Byte> address;
        private final Client client;
        private final Runnable close;

        private Place(List<Byte> address, Client client, Runnable close) {
            this.address = address;
            this.client = client;
            this.close = close;
        }

        /** No request is under way. */
        void rests() {
            synchronized (OpenConnections.this) {
                client.resting.add(this);
            }
        }

        /** A request is under way. */
        void works() {
            synchronized (OpenConnections.this) {
                client.resting.remove(this);
            }
        }

        /** The connection is closed. Called once. */
        void giveBack() {
            synchronized (OpenConnections.this) {
                client.resting.remove(this);
                open--;
                client.open--;
                if (client.open == 0) {
                    clients.remove(address);
                }
            }
        }
    }

    /**
     * Takes a place for a connection.
     *
     * @param close closes the connection, and returns at once, on any thread
     * @return empty when there is none, and the connection is to be closed
     */
    Optional<Place> take(InetAddress address, Runnable close) {
        Optional<Place> givesWay;
        Place place;
        synchronized (this) {
            boolean proxy = trusted.contain(address);
            List<Byte> key = proxy ? List.of() : client(address.getAddress());
            Client client = proxy ? proxies : clients.getOrDefault(key, new Client());
            boolean ownLimit = !proxy && client.open >= mostByAddress;
            givesWay = ownLimit ? client.longestResting() : open < most ? Optional.empty() : longestResting();
            if (givesWay.isEmpty() && (ownLimit || open >= most)) {
                (ownLimit ? refusedByAddress : refused).increment();
                return Optional.empty();
            }
            if (!proxy) {
                clients.put(key, client);
            }
            open++;
            client.open++;
            place = new Place(key, client, close);
        }
        givesWay.ifPresent(closed -> {
            gaveWay.increment();
            closed.close.run();
        });
        return Optional.of(place);
    }

    /** Those of proxies come last, since many clients share them. */
    private Optional<Place> longestResting() {
        return clients.values().stream()
                .filter(client -> !client.resting.isEmpty())
                .max(Comparator.comparingInt(client -> client.open))
                .orElse(proxies)
                .longestResting();
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
