package dev.postern.gateway.proxy;

import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The requests that are under way, held ones included. For shutting down; for any thread. */
@Singleton
final class OpenExchanges {
    private final Set<Exchange> open = ConcurrentHashMap.newKeySet();

    void add(Exchange exchange) {
        open.add(exchange);
    }

    void remove(Exchange exchange) {
        open.remove(exchange);
    }

    int count() {
        return open.size();
    }

    /** Answers each request that has no answer yet: the gateway stops. */
    void refuseAll() {
        open.forEach(Exchange::refuseBecauseOfStop);
    }
}
