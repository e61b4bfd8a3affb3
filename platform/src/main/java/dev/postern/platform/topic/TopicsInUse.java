package dev.postern.platform.topic;

import dev.postern.events.Topic;
import java.util.Set;

/**
 * The topics a service writes or reads. Each service has exactly one bean of this type.
 *
 * @param topics must all exist before the service starts
 */
public record TopicsInUse(Set<Topic> topics) {

    public TopicsInUse {
        topics = Set.copyOf(topics);
    }
}
