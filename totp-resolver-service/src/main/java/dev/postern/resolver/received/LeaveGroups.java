package dev.postern.resolver.received;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.reactive.messaging.kafka.KafkaConnector;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;

/**
 * Told to stop, this replica gives its partitions up first, so that the others have them while it still answers those whom
 * it holds. Left to itself the connector polls until the very end, and after the threads are gone that take what it polls.
 */
@ApplicationScoped
class LeaveGroups {
    // After those who answer held callers, whose observers have the default, 2500: leaving takes a moment.
    private static final int LAST = 3_000;

    private final KafkaConnector connector;

    LeaveGroups(@Connector(KafkaConnector.CONNECTOR_NAME) KafkaConnector connector) {
        this.connector = connector;
    }

    void onStopping(@Observes @Priority(LAST) ShutdownDelayInitiatedEvent event) {
        // What was taken is committed; what is being taken comes again elsewhere and changes nothing there.
        connector.terminate(event);
    }
}
