package dev.postern.database.recording;

import dev.postern.database.Sql;
import dev.postern.database.Sql.Binding;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** How far topics are recorded, in a table with the columns {@code topic}, {@code partition} and {@code next_offset}. */
final class Positions {
    private final Sql all;
    private final Sql advance;

    /** @param table its name, in SQL */
    Positions(String table) {
        this.all = Sql.of("SELECT topic, partition, next_offset FROM " + table);
        this.advance = Sql.of("INSERT INTO " + table + """
                (topic, partition, next_offset)
                SELECT * FROM unnest(:topics::text[], :partitions::int[], :offsets::bigint[])
                ON CONFLICT (topic, partition) DO UPDATE SET next_offset = excluded.next_offset""");
    }

    /** The next offset of each partition that was recorded before. */
    Map<TopicPartition, Long> read(Connection connection) throws SQLException {
        Map<TopicPartition, Long> positions = new HashMap<>();
        all.query(
                connection,
                Binding.NONE,
                row -> positions.put(new TopicPartition(row.getString(1), row.getInt(2)), row.getLong(3)));
        return positions;
    }

    /** Stores in the connection's transaction how far these records go; returns the number of partitions. */
    int advance(Connection connection, ConsumerRecords<String, byte[]> records) throws SQLException {
        List<TopicPartition> partitions = List.copyOf(records.partitions());
        return advance.update(
                connection,
                parameters -> parameters
                        .set(
                                "topics",
                                partitions.stream().map(TopicPartition::topic).toList())
                        .set(
                                "partitions",
                                "int",
                                partitions.stream()
                                        .map(TopicPartition::partition)
                                        .toArray())
                        .set(
                                "offsets",
                                "bigint",
                                partitions.stream()
                                        .map(partition -> records.records(partition)
                                                        .getLast()
                                                        .offset()
                                                + 1)
                                        .toArray()));
    }
}
