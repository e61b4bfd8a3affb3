package dev.postern.credential.chain;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig;
import dev.postern.credential.CredentialDatabase;
import dev.postern.credential.published.SignedForGood;
import dev.postern.events.AuditHeadSigned;
import dev.postern.events.AuditRecorded;
import dev.postern.events.EventJson;
import dev.postern.events.Topic;
import dev.postern.platform.sealing.IndexKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** The chain of one organisation on the shared database, without the service: rows are stored and signed when a test says so. */
final class PlainAudit {
    static final Instant START = Instant.parse("2026-03-01T09:00:00Z");
    private static final EventJson.Reader<AuditHeadSigned> HEADS = EventJson.readerFor(AuditHeadSigned.class);
    private static final KeysetHandle OLD = keyset();
    private static final KeysetHandle BOTH = promoted(OLD);

    private final CredentialDatabase database = CredentialDatabase.shared();
    private final DataSource dataSource = database.dataSource();
    private final Map<String, AuditHeadSigned> published = new HashMap<>();
    private final SignedHeads heads = new SignedHeads(published, database.outbox(), database.transactions());
    private final SignHeads signing = new SignHeads(heads, database.outbox(), Clock.fixed(START, ZoneOffset.UTC));
    final String organization = database.organization();
    private Anchors anchors = anchors(OLD);

    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    /** Stores acts at a time, as the topic would bring them. */
    void store(Instant at, List<AuditRecorded> acts) {
        StoreAudit storing = new StoreAudit(heads, Clock.fixed(at, ZoneOffset.UTC));
        database.transactions().run(connection -> {
            storing.append(connection, acts);
            return true;
        });
    }

    /** Stores so many acts now. */
    void grow(int acts) {
        store(START, IntStream.range(0, acts).mapToObj(this::act).toList());
    }

    /** Stores acts of another organisation, without its signed head. */
    void storeFor(String other, int acts) {
        store(
                START,
                IntStream.range(0, acts).mapToObj(number -> act(other, number)).toList());
    }

    AuditRecorded act(int number) {
        return act(organization, number);
    }

    private static AuditRecorded act(String organization, int number) {
        return AuditRecorded.of(
                organization, "ak_" + number, "credential.revealed", "cred_" + number, "run-" + number, START);
    }

    /** Signs what grew, and lets the topic have it. */
    void sign() {
        on(signing::sign);
        List<String> left = database.events(Topic.AUDIT_HEADS, organization);
        if (!left.isEmpty()) {
            published.put(organization, HEADS.read(left.getLast().getBytes(StandardCharsets.UTF_8)));
        }
    }

    AuditHeadSigned head() {
        return published.get(organization);
    }

    /** Deletes what is older than a day at a time. */
    void deleteOld(Instant now) {
        deleteOld(now, Duration.ofDays(1));
    }

    /** Deletes what is older at a time than everybody's is kept. */
    void deleteOld(Instant now, Duration ofAll) {
        on(new AuditRetention(anchors, ofAll, Clock.fixed(now, ZoneOffset.UTC))::delete);
    }

    /** The organisation wants its rows kept so long. */
    void keepFor(Duration time) {
        tamper("INSERT INTO organization_retentions (organization_id, kept, seconds) VALUES (ORG, 'audit', "
                + time.toSeconds() + ") ON CONFLICT (organization_id, kept) DO UPDATE SET seconds = excluded.seconds");
    }

    Verification verify() {
        return verify(0, Duration.ofMinutes(5));
    }

    Verification verify(long after, Duration longest) {
        return new VerifyAudit(database.transactions(), heads, anchors, longest).verify(organization, after);
    }

    List<AuditRow> rows() {
        return database.transactions().single(connection -> AuditRows.after(connection, organization, 0, 1_000));
    }

    /** What the row with a number says its act is called. */
    String eventId(long seq) {
        return database.transactions()
                .single(connection -> AuditRows.at(connection, organization, seq))
                .orElseThrow()
                .act()
                .eventId();
    }

    /** Runs a statement as somebody who has the database and takes the trigger away. {@code ORG} is the organisation. */
    void tamper(String sql) {
        database.transactions().run(connection -> {
            run(connection, "ALTER TABLE audit_rows DISABLE TRIGGER USER");
            run(connection, sql.replace("ORG", "'" + organization + "'"));
            run(connection, "ALTER TABLE audit_rows ENABLE TRIGGER USER");
            return true;
        });
    }

    /** Runs a statement as anybody who has the database. */
    void statement(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            run(connection, sql.replace("ORG", "'" + organization + "'"));
        }
    }

    private void on(Work work) {
        try (Connection connection = dataSource.getConnection()) {
            work.on(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The index key is replaced: the new one signs, and both are believed. */
    void replaceKey() {
        anchors = anchors(BOTH);
    }

    /** What is signed for good is signed by the new key. Its topic does not have it yet. */
    void signAnew() {
        for (SignedForGood each : List.of(anchors, heads)) {
            String last = "";
            while (last != null) {
                last = each.signAnewAfter(last);
            }
        }
    }

    /** Only the new key is left. */
    void forgetOldKey() throws GeneralSecurityException {
        anchors = anchors(KeysetHandle.newBuilder(BOTH).deleteAt(0).build());
    }

    /** Signs what grew. Its topic does not have it yet. */
    void signUnseen() {
        on(signing::sign);
    }

    /** The numbers of the rows that were signed, in the order in which the topic gets them. */
    List<Long> published() {
        return database.events(Topic.AUDIT_HEADS, organization).stream()
                .map(head -> HEADS.read(head.getBytes(StandardCharsets.UTF_8)).seq())
                .toList();
    }

    private Anchors anchors(KeysetHandle keys) {
        try {
            return new Anchors(IndexKey.of(keys), database.transactions());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeysetHandle keyset() {
        try {
            PrfConfig.register();
            return KeysetHandle.newBuilder().addEntry(newKey().makePrimary()).build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeysetHandle promoted(KeysetHandle keys) {
        try {
            return KeysetHandle.newBuilder(keys)
                    .addEntry(newKey().makePrimary())
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeysetHandle.Builder.Entry newKey() {
        return KeysetHandle.generateEntryFromParameters(PredefinedPrfParameters.HMAC_SHA256_PRF)
                .withRandomId();
    }
}
