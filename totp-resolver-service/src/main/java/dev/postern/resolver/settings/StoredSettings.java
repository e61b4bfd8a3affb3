package dev.postern.resolver.settings;

import dev.postern.database.Sql;
import dev.postern.database.StoreUnavailable;
import dev.postern.database.Transactions;
import dev.postern.database.outbox.Outbox;
import dev.postern.events.AuditRecorded;
import dev.postern.platform.access.Caller;
import dev.postern.resolver.rule.Hesitation;
import dev.postern.resolver.rule.LookBack;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/** The settings in the database, so that every replica has them at once. Each change is audited. */
@ApplicationScoped
class StoredSettings {
    private static final Sql SELECT = Sql.of(
            "SELECT look_back_seconds, hesitation_seconds FROM request_settings WHERE organization_id = :organization");
    private static final Sql UPSERT = Sql.of("""
            INSERT INTO request_settings (organization_id, look_back_seconds, hesitation_seconds)
            VALUES (:organization, :look_back, :hesitation)
            ON CONFLICT (organization_id) DO UPDATE
            SET look_back_seconds = excluded.look_back_seconds, hesitation_seconds = excluded.hesitation_seconds""");

    private final Transactions transactions;
    private final Outbox outbox;
    private final Clock clock;

    StoredSettings(Transactions transactions, Outbox outbox, Clock clock) {
        this.transactions = transactions;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * The settings that apply to the organisation now.
     *
     * @throws StoreUnavailable when the database is out of reach
     */
    RequestSettings of(String organizationId) {
        return transactions
                .first(
                        SELECT,
                        parameters -> parameters.set("organization", organizationId),
                        row -> new RequestSettings(
                                row.getInt("look_back_seconds"),
                                row.getObject("hesitation_seconds") == null
                                        ? Hesitation.defaultSeconds()
                                        : row.getInt("hesitation_seconds")))
                .orElseGet(() -> new RequestSettings(LookBack.defaultSeconds(), Hesitation.defaultSeconds()));
    }

    /**
     * Changes the settings for requests that are made from now on.
     *
     * @throws StoreUnavailable when nothing was changed
     */
    void set(Caller caller, RequestSettings settings) {
        transactions.run(connection -> {
            UPSERT.update(
                    connection,
                    parameters -> parameters
                            .set("organization", caller.organizationId())
                            .set("look_back", settings.lookBackSeconds())
                            .set("hesitation", settings.hesitationSeconds()));
            outbox.append(
                    connection,
                    List.of(AuditRecorded.of(
                            caller.organizationId(),
                            caller.apiKeyId(),
                            "request_settings.changed",
                            caller.organizationId(),
                            clock.instant())));
            return settings;
        });
    }
}
