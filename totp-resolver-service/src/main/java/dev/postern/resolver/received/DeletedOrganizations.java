package dev.postern.resolver.received;

import dev.postern.events.Event;
import dev.postern.events.Topic;
import dev.postern.platform.access.Organizations;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Drops what comes for organisations that were deleted: nothing of it may be stored any more. It may come long after, when somebody
 * sends again what was put aside. So each event is counted, and logged by its id.
 */
@ApplicationScoped
class DeletedOrganizations {
    private static final Logger LOGGER = Logger.getLogger(DeletedOrganizations.class);

    private final Organizations organizations;
    private final MeterRegistry metrics;

    DeletedOrganizations(Organizations organizations, MeterRegistry metrics) {
        this.organizations = organizations;
        this.metrics = metrics;
        // They exist before the first such event, so that an alert can be set on them.
        List.of(Topic.CODES_RECEIVED, Topic.MESSAGES_UNPARSED).forEach(this::dropped);
    }

    /** Whether an event is dropped. */
    boolean drops(String organizationId, Event event) {
        if (!organizations.isDeleted(organizationId)) {
            return false;
        }
        dropped(event.topic()).increment();
        LOGGER.infof(
                "An event of a deleted organisation was dropped eventId=%s topic=%s",
                event.id(), event.topic().topicName());
        return true;
    }

    private Counter dropped(Topic topic) {
        return metrics.counter("postern.events.of.deleted.dropped", "topic", topic.topicName());
    }
}
