package dev.postern.resolver.settings;

import dev.postern.database.StoreUnavailable;
import dev.postern.database.outbox.Outbox;
import dev.postern.events.AuditRecorded;
import dev.postern.platform.access.Caller;
import dev.postern.resolver.claim.LookBack;
import dev.postern.resolver.claim.StoredRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** The settings in the database, so that every replica has them at once. Each change is audited. */
@ApplicationScoped
class StoredSettings {
    private final StoredRows rows;
    private final Outbox outbox;
    private final Clock clock;

    StoredSettings(StoredRows rows, Outbox outbox, Clock clock) {
        this.rows = rows;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * What holds for the organisation now.
     *
     * @throws StoreUnavailable when the database is out of reach
     */
    RequestSettings of(String organizationId) {
        return rows
                .query(
                        "SELECT look_back_seconds FROM request_settings WHERE organization_id = ?",
                        List.of(organizationId),
                        row -> new RequestSettings(row.getInt(1)))
                .stream()
                .findFirst()
                .orElseGet(() -> new RequestSettings(LookBack.defaultSeconds()));
    }

    /**
     * From now on, for requests that are made from now on.
     *
     * @throws StoreUnavailable when nothing was changed
     */
    void set(Caller caller, RequestSettings settings) {
        rows.inTransaction(connection -> {
            store(connection, caller.organizationId(), settings);
            outbox.append(
                    connection,
                    List.of(new AuditRecorded(
                            UUID.randomUUID().toString(),
                            caller.organizationId(),
                            caller.apiKeyId(),
                            "request_settings.changed",
                            caller.organizationId(),
                            null,
                            clock.instant())));
            return settings;
        });
    }

    private static void store(Connection connection, String organizationId, RequestSettings settings)
            throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                INSERT INTO request_settings (organization_id, look_back_seconds) VALUES (?, ?)
                ON CONFLICT (organization_id) DO UPDATE SET look_back_seconds = excluded.look_back_seconds""")) {
            upsert.setString(1, organizationId);
            upsert.setInt(2, settings.lookBackSeconds());
            upsert.executeUpdate();
        }
    }
}
