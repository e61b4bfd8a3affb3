package dev.postern.credential.chain;

import dev.postern.credential.chain.AuditRow.Act;
import dev.postern.credential.chain.Chain.Place;
import dev.postern.events.AuditRecorded;
import dev.postern.platform.topic.EventReader;
import dev.postern.platform.topic.UnusableEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Puts events at the end of their organisations' chains. An event that is stored already is left out. A chain that is shorter than
 * its signed head goes on behind the head, so that what was cut off stays missing.
 */
final class StoreAudit {
    private static final Logger LOGGER = Logger.getLogger(StoreAudit.class);

    private final EventReader<AuditRecorded> reader = new EventReader<>(AuditRecorded.class);
    private final SignedHeads heads;
    private final Clock clock;

    StoreAudit(SignedHeads heads, Clock clock) {
        this.heads = heads;
        this.clock = clock;
    }

    /** Stores what records tell, in the connection's transaction. */
    void write(Connection connection, List<ConsumerRecord<String, byte[]>> records) throws SQLException {
        append(connection, records.stream().flatMap(this::read).toList());
    }

    private Stream<AuditRecorded> read(ConsumerRecord<String, byte[]> record) {
        try {
            return Stream.of(reader.read(record));
        } catch (UnusableEvent e) {
            LOGGER.errorf(
                    "A record of the audit could not be read topic=%s partition=%d offset=%d",
                    record.topic(), record.partition(), record.offset());
            return Stream.of();
        }
    }

    void append(Connection connection, List<AuditRecorded> events) throws SQLException {
        Map<String, AuditRecorded> fresh = new LinkedHashMap<>();
        events.forEach(event -> fresh.putIfAbsent(event.eventId(), event));
        Set<String> known = AuditRows.known(
                connection,
                fresh.values().stream().map(AuditRecorded::organizationId).toList(),
                fresh.keySet());
        fresh.keySet().removeAll(known);
        if (fresh.isEmpty()) {
            return;
        }
        Map<String, Place> tails = new HashMap<>();
        AuditRows.chains(
                        connection,
                        fresh.values().stream()
                                .map(AuditRecorded::organizationId)
                                .distinct()
                                .toList())
                .forEach((organization, chain) -> tails.put(organization, chain.tail()));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<AuditRow> rows = new ArrayList<>();
        for (AuditRecorded event : fresh.values()) {
            String organization = event.organizationId();
            Place tail = later(tails.getOrDefault(organization, Place.BEGINNING), heads.place(organization));
            AuditRow row = AuditRow.following(organization, tail.seq() + 1, Act.of(event), now, tail.hash());
            rows.add(row);
            tails.put(organization, Place.of(row));
        }
        AuditRows.append(connection, rows, tails);
    }

    private static Place later(Place stored, Place signed) {
        return signed.seq() > stored.seq() ? signed : stored;
    }
}
