package dev.postern.resolver.received;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.mutiny.Multi;
import io.smallrye.reactive.messaging.PublisherDecorator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Remembers which event loops have callers' connections and which hand over codes. */
@ApplicationScoped
public class LoopsSeen implements PublisherDecorator {
    private final Set<String> ofCallers = ConcurrentHashMap.newKeySet();
    private final Set<String> ofCodes = ConcurrentHashMap.newKeySet();

    void register(@Observes Filters filters) {
        filters.register(
                call -> {
                    ofCallers.add(Thread.currentThread().getName());
                    call.next();
                },
                Integer.MAX_VALUE);
    }

    @Override
    public Multi<? extends Message<?>> decorate(
            Multi<? extends Message<?>> publisher, List<String> channels, boolean isConnector) {
        return isConnector && channels.contains("codes-received")
                ? publisher
                        .onItem()
                        .invoke(_ -> ofCodes.add(Thread.currentThread().getName()))
                : publisher;
    }

    Set<String> ofCallers() {
        return ofCallers;
    }

    Set<String> ofCodes() {
        return ofCodes;
    }
}
