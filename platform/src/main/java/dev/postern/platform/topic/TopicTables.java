package dev.postern.platform.topic;

import dev.postern.events.Event;
import dev.postern.events.Topic;
import dev.postern.events.Versioned;
import dev.postern.platform.sealing.RecordMac;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The compacted topics that a service holds in memory. */
@ApplicationScoped
public class TopicTables {
    private final Map<String, Object> kafka;
    private final MeterRegistry metrics;
    private final RecordMac mac;
    private final List<TopicTable<?>> tables = new CopyOnWriteArrayList<>();

    /**
     * No table yet.
     *
     * @param kafka the broker's address, and whatever else every client needs
     * @param mac a record that is not genuine is as if it were not there
     */
    public TopicTables(
            @Identifier("default-kafka-broker") Map<String, Object> kafka, MeterRegistry metrics, RecordMac mac) {
        this.kafka = kafka;
        this.mac = mac;
        this.metrics = metrics;
    }

    /**
     * Begins to read a topic. The service is not ready before it was read to its end once, so call it when the service starts.
     *
     * @param name what operators call it, in health answers and metrics, for example "api-keys"
     * @param type the events on the topic
     */
    public <E extends Event & Versioned, V> TopicTable<V> read(
            String name, Topic topic, Class<E> type, TopicTable.Content<E, V> content) {
        Newest<E, V> newest =
                new Newest<>(name, type, content, metrics.counter("postern.topic.records.unreadable", "table", name));
        TopicView view = new TopicView(name, kafka, topic, record -> {
            if (mac.isGenuine(record)) {
                newest.apply(record);
            }
        });
        TopicTable<V> table = new TopicTable<>(name, view, newest);
        tables.add(table);
        table.view().start();
        return table;
    }

    /** All that are read, for the health answer. */
    List<TopicTable<?>> all() {
        return tables;
    }

    void onStop(@Observes ShutdownEvent event) {
        close();
    }

    /** Ends the reading of all tables. */
    public void close() {
        tables.forEach(table -> table.view().close());
    }
}
