package dev.postern.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.events.AuditRecorded;
import dev.postern.platform.access.KnownCaller;
import dev.postern.platform.access.KnownCaller.Standing;
import dev.postern.platform.sealing.RecordMac;
import dev.postern.platform.sealing.TestIndexKey;
import dev.postern.platform.topic.EventReader;
import dev.postern.platform.topic.EventRecords;
import dev.postern.platform.topic.UnawaitedEvents;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Refusals: who is told of them, in which words, and how many rows they leave. */
class AuditTrailTest {
    private static final int TRIES = 5_000;

    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Turned clock = new Turned();
    private final AuditTrail trail = new AuditTrail(
            new UnawaitedEvents(producer, new EventRecords("test", new RecordMac(TestIndexKey.KEY, metrics))),
            metrics,
            clock);

    @Path("/v1/things/{thing_id}")
    interface Things {
        @GET
        void read();

        @DELETE
        void delete();
    }

    /** A stolen key asks for another thing each time. */
    @ParameterizedTest
    @EnumSource(Standing.class)
    void aKeyThatIsRefusedAThousandTimesLeavesOneRowAMinute(Standing standing) {
        // When
        for (int minute = 0; minute < 3; minute++) {
            for (int attempt = 0; attempt < TRIES; attempt++) {
                refuse(403, new KnownCaller("ak_1", "o_1", standing), "read", "cred_" + attempt);
            }
            clock.now = clock.now.plus(Duration.ofMinutes(1));
        }
        refuse(403, new KnownCaller("ak_2", "o_1", standing), "read", "cred_1");
        // Then
        assertThat(told(4)).extracting(AuditRecorded::actor).containsOnly("ak_1", "ak_2");
        assertThat(counted()).isEqualTo(3 * TRIES + 1);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        IN_FORCE, 403, things.deleted, cred_1
        IN_FORCE, 401, things.deleted, cred_1
        IN_FORCE, 429, limit.reached, things
        REVOKED, 403, revoked-key.used, things
        EXPIRED, 403, expired-key.used, things
        ORGANIZATION_DISABLED, 403, disabled-organization.used, things
        ORGANIZATION_DISABLED, 404, disabled-organization.used, things
        ORGANIZATION_DELETED, 403, deleted-organization.used, things
        """)
    void saysWhatWasRefusedAndWhy(Standing standing, int status, String action, String subject) {
        // When
        refuse(status, new KnownCaller("ak_1", "o_1", standing), "delete", "cred_1");
        // Then
        AuditRecorded row = told(1).getFirst();
        assertThat(row.action()).isEqualTo(action);
        assertThat(row.subject()).isEqualTo(subject);
        assertThat(row.outcome()).isEqualTo(AuditRecorded.Outcome.REFUSED);
        assertThat(row.organizationId())
                .isEqualTo(standing == Standing.ORGANIZATION_DELETED ? AuditRecorded.INSTALLATION : "o_1");
    }

    @Test
    void tellsTheOperatorOfAnOperatorsKey() {
        // When
        refuse(403, new KnownCaller("ak_1", null, Standing.REVOKED), "read", "cred_1");
        // Then
        assertThat(told(1).getFirst().organizationId()).isEqualTo(AuditRecorded.INSTALLATION);
    }

    /** What makes no sense, or is not there, is refused by no policy. */
    @ParameterizedTest
    @ValueSource(ints = {400, 404, 409, 413, 415, 422})
    void isSilentOfOtherFailures(int status) {
        assertThat(refusal(status, new KnownCaller("ak_1", "o_1", Standing.IN_FORCE), "read", "cred_1"))
                .isEmpty();
    }

    private void refuse(int status, KnownCaller caller, String method, String id) {
        trail.noteRefused(refusal(status, caller, method, id).orElseThrow());
    }

    private static Optional<Refusal> refusal(int status, KnownCaller caller, String method, String id) {
        MultivaluedHashMap<String, String> path = new MultivaluedHashMap<>();
        path.putSingle("thing_id", id);
        try {
            return Refusal.of(status, caller, AuditedRoute.of(Things.class.getDeclaredMethod(method)), path);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private double counted() {
        return metrics.get("postern.audit.refused").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    /** Each is sent on a thread of its own. One that was sent too much is among the first as likely as any. */
    private List<AuditRecorded> told(int rows) {
        await().atMost(Duration.ofSeconds(30)).until(() -> producer.history().size() >= rows);
        trail.note("o_1", "ak_1", "last", "last");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> read().stream().anyMatch(row -> row.action().equals("last")));
        List<AuditRecorded> told =
                read().stream().filter(row -> !row.action().equals("last")).toList();
        assertThat(told).hasSize(rows);
        return told;
    }

    private List<AuditRecorded> read() {
        EventReader<AuditRecorded> reader = new EventReader<>(AuditRecorded.class);
        return producer.history().stream().map(sent -> read(reader, sent)).toList();
    }

    private static AuditRecorded read(EventReader<AuditRecorded> reader, ProducerRecord<String, byte[]> sent) {
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
        sent.headers().forEach(record.headers()::add);
        return reader.read(record);
    }

    private static final class Turned extends Clock {
        private Instant now = Instant.parse("2026-03-01T09:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(@Nullable ZoneId zone) {
            return this;
        }
    }
}
