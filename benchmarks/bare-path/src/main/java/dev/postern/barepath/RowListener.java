package dev.postern.barepath;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Commits a row for each record, then answers the request that waits for it. It is the plainest consumer, one thread
 * that polls: what a framework adds is part of what is measured on the other side.
 */
@Singleton
class RowListener {
    private static final Logger LOGGER = Logger.getLogger(RowListener.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final DataSource dataSource;
    private final Held held;
    private final String servers;
    private final String topic;
    private final boolean consumes;
    private @Nullable KafkaConsumer<String, byte[]> consumer;

    RowListener(
            DataSource dataSource,
            Held held,
            @ConfigProperty(name = "kafka.bootstrap.servers") String servers,
            @ConfigProperty(name = "bare-path.topic") String topic,
            @ConfigProperty(name = "bare-path.consumes") boolean consumes) {
        this.dataSource = dataSource;
        this.held = held;
        this.servers = servers;
        this.topic = topic;
        this.consumes = consumes;
    }

    void start(@Observes StartupEvent event) throws SQLException {
        if (!consumes) {
            return;
        }
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS texts (id text PRIMARY KEY, body text NOT NULL)");
        }
        KafkaConsumer<String, byte[]> started = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers,
                        ConsumerConfig.GROUP_ID_CONFIG, "bare-path",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        started.subscribe(List.of(topic));
        consumer = started;
        Thread.ofPlatform().name("consume").daemon().start(() -> consume(started));
    }

    void stop(@Observes ShutdownEvent event) {
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    private void consume(KafkaConsumer<String, byte[]> from) {
        try (from) {
            while (true) {
                for (ConsumerRecord<String, byte[]> record : from.poll(POLL)) {
                    String text = new String(record.value(), StandardCharsets.UTF_8);
                    insert(record.key(), text);
                    held.answer(record.key(), text);
                }
            }
        } catch (WakeupException e) {
            LOGGER.debug("Stopped");
        } catch (SQLException e) {
            LOGGER.error("A row could not be stored", e);
        }
    }

    private void insert(String id, String text) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO texts (id, body) VALUES (?, ?)")) {
            insert.setString(1, id);
            insert.setString(2, text);
            insert.executeUpdate();
        }
    }
}
