package dev.postern.credential;

import dev.postern.database.Transactions;
import dev.postern.database.outbox.Outbox;
import dev.postern.events.AuditRecorded;
import dev.postern.events.EventJson;
import dev.postern.events.Topic;
import dev.postern.fixtures.SharedPostgres;
import dev.postern.local.postgres.LocalPostgres;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * The service's database with its tables, without the service: nothing happens there but what a test does, and events stay in
 * the outbox.
 */
public final class CredentialDatabase {
    private final LocalPostgres.Database database;
    private final DataSource dataSource;

    private CredentialDatabase(LocalPostgres.Database database) throws SQLException {
        this.database = database;
        this.dataSource = pool("test");
    }

    /** One for all tests of a JVM, which keep to organisations of their own. */
    public static CredentialDatabase shared() {
        return Shared.DATABASE;
    }

    /** One with nothing in it. */
    public static CredentialDatabase fresh() {
        return Shared.start();
    }

    public DataSource dataSource() {
        return dataSource;
    }

    public Transactions transactions() {
        return new Transactions(dataSource);
    }

    public Outbox outbox() {
        return new Outbox(transactions(), () -> {});
    }

    /** Another pool of connections, by the name under which the server knows them. */
    public AgroalDataSource pool(String name) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(6)
                        .acquisitionTimeout(Duration.ofSeconds(30))
                        .connectionFactoryConfiguration(connection -> connection
                                .jdbcUrl(database.jdbcUrl())
                                .principal(new NamePrincipal(database.username()))
                                .credential(new SimplePassword(database.password()))
                                .jdbcProperty("ApplicationName", name))));
    }

    /** The id of a new organisation, which has no data key yet. */
    public String organization() {
        String id = "o_" + UUID.randomUUID();
        transactions().run(connection -> {
            try (var insert = connection.prepareStatement(
                    "INSERT INTO organizations (organization_id, name, created_at) VALUES (?, 'test', ?)")) {
                insert.setString(1, id);
                insert.setObject(2, OffsetDateTime.now(ZoneOffset.UTC));
                return insert.executeUpdate();
            }
        });
        return id;
    }

    /** What was left for the audit of an organisation, in its order. */
    public List<AuditRecorded> audit(String organizationId) {
        EventJson.Reader<AuditRecorded> reader = EventJson.readerFor(AuditRecorded.class);
        return events(Topic.AUDIT, organizationId).stream()
                .map(record -> reader.read(record.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    /** The values of the events that were left for a topic under a key, in their order. */
    public List<String> events(Topic topic, String key) {
        return transactions().run(connection -> {
            try (var select = connection.prepareStatement(
                    "SELECT value FROM outbox WHERE topic = ? AND record_key = ? ORDER BY outbox_id")) {
                select.setString(1, topic.topicName());
                select.setString(2, key);
                try (var rows = select.executeQuery()) {
                    List<String> values = new ArrayList<>();
                    while (rows.next()) {
                        values.add(new String(rows.getBytes(1), StandardCharsets.UTF_8));
                    }
                    return values;
                }
            }
        });
    }

    private static final class Shared {
        static final CredentialDatabase DATABASE = start();

        private static CredentialDatabase start() {
            try {
                CredentialDatabase started = new CredentialDatabase(SharedPostgres.freshDatabase());
                Flyway.configure(CredentialDatabase.class.getClassLoader())
                        .dataSource(started.dataSource())
                        .locations("classpath:db/migration", "classpath:db/outbox")
                        .load()
                        .migrate();
                return started;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
