package dev.postern.resolver.received;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.reactive.messaging.kafka.KafkaConnector;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;

/**
 * When this replica is told to stop, it gives up its partitions first. Other replicas then have them while this one
 * still answers its held callers. Otherwise the connector would poll until the very end, even after the threads that
 * take the records are gone.
 */
@ApplicationScoped
class LeaveGroups {
    // After the observers that answer held callers, which have the default 2500: leaving takes a moment.
    private static final int LAST = 3_000;

    private final KafkaConnector connector;

    LeaveGroups(@Connector(KafkaConnector.CONNECTOR_NAME) KafkaConnector connector) {
        this.connector = connector;
    }

    void onStopping(@Observes @Priority(LAST) ShutdownDelayInitiatedEvent event) {
        // What was taken is committed. What is being taken is delivered again elsewhere and changes nothing there.
        connector.terminate(event);
    }
}
