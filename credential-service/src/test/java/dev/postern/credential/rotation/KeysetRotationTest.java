package dev.postern.credential.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.KeysetHandle;
import dev.postern.credential.CredentialDatabase;
import dev.postern.credential.published.SealedOnTopic;
import dev.postern.credential.published.SignedForGood;
import dev.postern.database.Transactions;
import dev.postern.events.AuditRecorded;
import dev.postern.events.PayloadKeysHeld;
import dev.postern.events.Topic;
import dev.postern.fixtures.ServersAndKeys;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.platform.sealing.KeysetSource;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.platform.sealing.RecordMac;
import dev.postern.platform.sealing.SealedField;
import dev.postern.platform.topic.EventRecords;
import dev.postern.platform.topic.TopicTables;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The payload key is replaced while services with files of their own seal and open: with a broker, a database and key files, all of them
 * real. Only the time is not.
 */
class KeysetRotationTest {
    private static final SealedField FIELD = new SealedField("o_1", "totp_1", "code");
    private static final Duration KEPT = Duration.ofDays(91);

    private final CredentialDatabase database = CredentialDatabase.fresh();
    private final Transactions transactions = database.transactions();
    private final RotationRows rows = new RotationRows(transactions);
    private final List<String> sealedAnew = new ArrayList<>();
    private volatile Instant now = Instant.parse("2026-11-29T12:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);

    private ServersAndKeys servers;
    private RecordMac mac;
    private TopicTables tables;
    private KeyHolders holders;
    private Producer<String, byte[]> producer;
    private Replica ingest;
    private Replica credential;
    private Replica resolver;

    @BeforeEach
    void start() throws Exception {
        servers = ServersAndKeys.startWithoutDatabase("payload-rotation");
        Map<String, Object> kafka = Map.of("bootstrap.servers", servers.kafka().bootstrapServers());
        try (Admin admin = Admin.create(kafka)) {
            admin.createTopics(List.of(new NewTopic(Topic.PAYLOAD_KEYS.topicName(), 1, (short) 1)))
                    .all()
                    .get();
        }
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        mac = new RecordMac(
                IndexKey.of(KeysetSource.read("index key", servers.secrets().indexKey())), metrics);
        tables = new TopicTables(kafka, metrics, mac);
        holders = new KeyHolders(tables, clock);
        producer = new KafkaProducer<>(kafka, new StringSerializer(), new ByteArraySerializer());
        ingest = replica("code-ingest-service", Duration.ZERO);
        credential = replica("credential-service", Duration.ZERO);
        resolver = replica("totp-resolver-service", KEPT);
    }

    @AfterEach
    void stop() {
        producer.close();
        tables.close();
        servers.close();
    }

    @Test
    void everyReaderHasTheNewKeyBeforeAnyWriterUsesItAndTheOldOneGoesWhenNothingIsLeftOfIt() throws Exception {
        // Given
        String before = ingest.sealer().seal("482913", FIELD);
        long old = ingest.ids().getFirst();
        Rotations rotations = rotations();
        assertThatThrownBy(() -> rotations.begin(Kind.PAYLOAD, null, "ak_1"))
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith("The payload keyset has no second key");

        // When two of three have a new key behind the old one
        KeysetHandle both = Keysets.withNewKey(credential.keys());
        credential.gets(both);
        ingest.gets(both);
        Rotation begun = rotations.begin(Kind.PAYLOAD, null, "ak_1");
        long newKey = Objects.requireNonNull(begun.newKey());
        // Then the third is waited for, by its service's name until it is heard
        awaitWaitsFor(rotations, begun, "totp-resolver-service");
        resolver.tell();
        awaitWaitsFor(rotations, begun, "totp-resolver-service/1");
        assertThat(advanced(rotations, begun)).isEqualTo(Step.SPREADING);

        // When it has the key too
        resolver.gets(both);
        // Then each may seal with it, and whoever does is understood by those that do not yet
        awaitStep(rotations, begun, Step.PROMOTING);
        KeysetHandle promoted = Keysets.promoted(both, newKey);
        ingest.gets(promoted);
        String meanwhile = ingest.sealer().seal("551204", FIELD);
        assertThat(resolver.sealer().open(meanwhile, FIELD)).isEqualTo("551204");
        awaitWaitsFor(rotations, begun, "credential-service/1", "totp-resolver-service/1");

        // When all seal with it, and another worker goes on
        credential.gets(promoted);
        resolver.gets(promoted);
        awaitStep(rotations(), begun, Step.RETAINING);
        // Then compacted topics have everything anew, and the date is that of the longest retention
        assertThat(sealedAnew).containsExactly("row 1", "row 2");
        assertThat(find(begun).rowsTotal()).isEqualTo(2);
        assertThat(until(begun)).isBetween(now.plus(KEPT).plus(Duration.ofDays(21)), now.plus(KEPT.plusDays(24)));
        assertThat(resolver.sealer().open(before, FIELD)).isEqualTo("482913");

        // When a replica with an older file seals with the old key again
        now = now.plus(Duration.ofDays(50));
        ingest.gets(both);
        awaitStep(rotations, begun, Step.PROMOTING);
        // Then the time begins anew once it does not
        ingest.gets(promoted);
        tellAll();
        awaitStep(rotations, begun, Step.RETAINING);
        assertThat(until(begun)).isAfter(now.plus(KEPT));
        now = until(begun).minusSeconds(1);
        tellAll();
        assertThat(advanced(rotations, begun)).isEqualTo(Step.RETAINING);
        now = now.plusSeconds(1);
        assertThat(advanced(rotations, begun)).isEqualTo(Step.REMOVING);
        assertThat(resolver.sealer().open(before, FIELD)).isEqualTo("482913");

        // When the old key is taken out everywhere
        KeysetHandle last = Keysets.without(promoted, old);
        all(last);
        // Then it opens nothing any more, and the audit tells who had it replaced
        awaitStep(rotations, begun, Step.FINISHED);
        assertThat(find(begun).finishedAt()).isNotNull();
        assertThatThrownBy(() -> resolver.sealer().open(before, FIELD)).isInstanceOf(PayloadSealer.CannotOpen.class);
        assertThat(resolver.sealer().open(meanwhile, FIELD)).isEqualTo("551204");
        assertThat(database.audit(AuditRecorded.INSTALLATION))
                .allSatisfy(record -> assertThat(record.actor()).isEqualTo("ak_1"))
                .extracting(AuditRecorded::action)
                .containsExactly("payload-key.renewed", "payload-key.renewed", "payload-key.old-removed");
    }

    @Test
    void theIndexKeyGoesTheSameWayAndAnotherWorkerGoesOnAfterEachStep() throws Exception {
        // Given
        assertThatThrownBy(() -> rotations().begin(Kind.INDEX, null, "ak_1"))
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith("The index keyset has no second key");
        credential.getsIndex(List.of(1L, 2L), 1);
        ingest.getsIndex(List.of(1L, 2L), 1);

        // When one is of a version that tells nothing of it
        resolver.getsIndex(null, 0);
        Rotation begun = rotations().begin(Kind.INDEX, null, "ak_1");
        // Then it is waited for
        awaitWaitsFor(rotations(), begun, "totp-resolver-service/1");
        assertThat(advanced(rotations(), begun)).isEqualTo(Step.SPREADING);
        resolver.getsIndex(List.of(1L, 2L), 1);
        awaitStep(rotations(), begun, Step.PROMOTING);

        // When each hashes by the new key
        ingest.getsIndex(List.of(1L, 2L), 2);
        awaitWaitsFor(rotations(), begun, "credential-service/1", "totp-resolver-service/1");
        credential.getsIndex(List.of(1L, 2L), 2);
        resolver.getsIndex(List.of(1L, 2L), 2);
        // Then what stays for good is signed anew, once, and the old key is kept for as long as anything that it hashed
        awaitStep(rotations(), begun, Step.RETAINING);
        assertThat(sealedAnew).containsExactly("record 1");
        assertThat(until(begun)).isAfter(now.plus(KEPT.plusDays(21)));
        ingest.getsIndex(List.of(1L, 2L), 1);
        awaitStep(rotations(), begun, Step.PROMOTING);
        ingest.getsIndex(List.of(1L, 2L), 2);
        awaitStep(rotations(), begun, Step.RETAINING);
        now = until(begun);
        tellAll();
        assertThat(advanced(rotations(), begun)).isEqualTo(Step.REMOVING);
        for (Replica replica : List.of(ingest, credential, resolver)) {
            replica.getsIndex(List.of(2L), 2);
        }
        awaitStep(rotations(), begun, Step.FINISHED);
        assertThat(database.audit(AuditRecorded.INSTALLATION))
                .extracting(AuditRecorded::action)
                .containsExactly("index-key.renewed", "index-key.renewed", "index-key.old-removed");
    }

    @Test
    void aKeyThatLeakedNeedNotWaitUntilTheOneBeforeItIsGone() throws Exception {
        // Given
        Rotations rotations = rotations();
        KeysetHandle two = Keysets.withNewKey(credential.keys());
        all(two);
        Rotation first = rotations.begin(Kind.PAYLOAD, null, "ak_1");
        assertThatThrownBy(() -> rotations.begin(Kind.PAYLOAD, null, "ak_1")).isInstanceOf(Problem.class);
        awaitStep(rotations, first, Step.PROMOTING);
        KeysetHandle promoted = Keysets.promoted(two, Objects.requireNonNull(first.newKey()));
        all(promoted);
        awaitStep(rotations, first, Step.RETAINING);
        assertThatThrownBy(() -> rotations.begin(Kind.PAYLOAD, null, "ak_1")).isInstanceOf(Problem.class);

        // When
        all(Keysets.withNewKey(promoted));
        Rotation second = rotations.begin(Kind.PAYLOAD, null, "ak_1");

        // Then
        assertThat(second.newKey()).isNotEqualTo(first.newKey());
        assertThat(find(first).place().step()).isEqualTo(Step.OVERTAKEN);
        assertThat(rows.unfinished())
                .extracting(rotation -> rotation.asked().id())
                .containsExactly(second.asked().id());
        awaitStep(rotations, second, Step.PROMOTING);
    }

    /** A replica with a file of its own: mounted secrets change at different times. */
    private final class Replica {
        private final String service;
        private final Path file;
        private final Duration kept;
        private @Nullable List<Long> index = List.of(1L);
        private long hashing = 1;

        Replica(String service, Path file, Duration kept) {
            this.service = service;
            this.file = file;
            this.kept = kept;
        }

        KeysetHandle keys() {
            return KeysetSource.read("payload keyset", file);
        }

        PayloadSealer sealer() throws GeneralSecurityException {
            return PayloadSealer.of(keys());
        }

        List<Long> ids() {
            return Keysets.ids(keys());
        }

        List<Long> indexIds() {
            return index == null ? List.of() : index;
        }

        void getsIndex(@Nullable List<Long> ids, long primary) throws Exception {
            index = ids;
            hashing = primary;
            tell();
        }

        void gets(KeysetHandle keys) throws Exception {
            Files.writeString(file, Keysets.json(keys));
            tell();
        }

        void tell() throws Exception {
            now = now.plusMillis(1);
            PayloadKeysHeld held = new PayloadKeysHeld(
                    service + "/1",
                    service,
                    ids(),
                    Integer.toUnsignedLong(keys().getPrimary().getId()),
                    index,
                    index == null ? null : hashing,
                    kept.toSeconds(),
                    now);
            producer.send(new EventRecords(service, mac).of(held)).get();
        }
    }

    private void all(KeysetHandle keys) throws Exception {
        for (Replica replica : List.of(ingest, credential, resolver)) {
            replica.gets(keys);
        }
    }

    private void tellAll() throws Exception {
        for (Replica replica : List.of(ingest, credential, resolver)) {
            replica.tell();
        }
    }

    private Replica replica(String service, Duration kept) throws Exception {
        Path file = servers.folder().resolve(service + ".json");
        return new Replica(service, Files.copy(servers.secrets().payloadKeyset(), file), kept);
    }

    private Rotations rotations() {
        SealedOnTopic sealed = new SealedOnTopic() {
            @Override
            public String sealedKind() {
                return "row";
            }

            @Override
            public long sealedRows() {
                return 2;
            }

            @Override
            public @Nullable String sealAnewAfter(String id) {
                String next = id.isEmpty() ? "row 1" : id.equals("row 1") ? "row 2" : null;
                if (next != null && !sealedAnew.contains(next)) {
                    sealedAnew.add(next);
                }
                return next;
            }
        };
        SignedForGood signed = new SignedForGood() {
            @Override
            public String signedKind() {
                return "record";
            }

            @Override
            public @Nullable String signAnewAfter(String id) {
                String next = id.isEmpty() ? "record 1" : null;
                if (next != null) {
                    sealedAnew.add(next);
                }
                return next;
            }
        };
        return new Rotations(
                new ArrayList<>(List.of(
                        new KeysetRotation(
                                KeysetRotation.Keyset.payload(credential::ids),
                                holders,
                                Stream.of(KeysetRotation.Anew.of(sealed)),
                                database.outbox(),
                                clock),
                        new KeysetRotation(
                                KeysetRotation.Keyset.index(credential::indexIds),
                                holders,
                                Stream.of(KeysetRotation.Anew.of(signed)),
                                database.outbox(),
                                clock))),
                rows,
                transactions,
                new SecureRandom(),
                clock);
    }

    private void awaitWaitsFor(Rotations rotations, Rotation rotation, String... names) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(rotations.waitsFor(find(rotation))).containsExactly(names));
    }

    private void awaitStep(Rotations rotations, Rotation rotation, Step step) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> advanced(rotations, rotation) == step);
    }

    /** As far as it goes for now. */
    private Step advanced(Rotations rotations, Rotation rotation) {
        while (transactions.run(connection -> rotations.advance(connection, find(rotation)))) {
            // A piece at a time.
        }
        return find(rotation).place().step();
    }

    private Rotation find(Rotation rotation) {
        return rows.find(rotation.asked().id()).orElseThrow();
    }

    private Instant until(Rotation rotation) {
        return Objects.requireNonNull(find(rotation).notBefore());
    }
}
