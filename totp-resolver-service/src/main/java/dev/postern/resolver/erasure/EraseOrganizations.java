package dev.postern.resolver.erasure;

import dev.postern.database.Leader;
import dev.postern.database.Sql;
import dev.postern.events.OrganizationChanged;
import dev.postern.events.Topic;
import dev.postern.platform.access.OrganizationTable;
import dev.postern.platform.worker.Worker;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * Deletes what is stored of organisations that were deleted, as soon as their topic says so, and again for as long as another topic
 * may still bring something of them. One replica at a time does so.
 */
@ApplicationScoped
class EraseOrganizations {
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final int BATCH = 1_000;
    // The longest that the resolver reads from.
    private static final Duration MAY_COME =
            Objects.requireNonNull(Topic.MESSAGES_UNPARSED.keptAtMost()).plusDays(1);
    private static final Sql IS_DONE =
            Sql.of("SELECT 1 FROM erased_organizations e WHERE e.organization_id = :organization");
    private static final Sql DONE =
            Sql.of("INSERT INTO erased_organizations (organization_id) VALUES (:organization) ON CONFLICT DO NOTHING");
    private static final Sql COUNTS = Sql.of("""
            DELETE FROM channel_counts c USING channel_states s
            WHERE s.organization_id = :organization AND c.channel_id = s.channel_id""");

    private final Leader leader;
    private final OrganizationTable organizations;
    private final Clock clock;
    private final Worker worker = new Worker(
            "erase-organizations", "What is stored of deleted organisations is not being deleted", this::round);

    EraseOrganizations(DataSource dataSource, OrganizationTable organizations, Clock clock) {
        this.leader = new Leader(dataSource, "endorg");
        this.organizations = organizations;
        this.clock = clock;
    }

    void onStart(@Observes StartupEvent event) {
        organizations.onChange(this::changed);
        worker.start();
    }

    void onStop(@Observes ShutdownEvent event) {
        worker.stop();
    }

    private void changed(String organizationId) {
        if (organizations.isDeleted(organizationId)) {
            worker.wake();
        }
    }

    private void round(Worker self) throws Exception {
        var _ = leader.lead(connection -> {
            for (OrganizationChanged deleted : organizations.deleted()) {
                if (self.goesOn()) {
                    erase(connection, deleted);
                }
            }
        });
        self.works();
        self.pause(EVERY);
    }

    /** Deletes everything of an organisation, unless that was done after nothing could come any more. */
    void erase(Connection connection, OrganizationChanged deleted) throws SQLException {
        String organizationId = deleted.organizationId();
        if (IS_DONE.exists(connection, parameters -> parameters.set("organization", organizationId))) {
            return;
        }
        COUNTS.update(connection, parameters -> parameters.set("organization", organizationId));
        for (OfOrganization kind : OfOrganization.values()) {
            int count = BATCH;
            while (count == BATCH) {
                count = kind.delete(connection, organizationId, BATCH);
            }
        }
        if (clock.instant().isAfter(deleted.changedAt().plus(MAY_COME))) {
            DONE.update(connection, parameters -> parameters.set("organization", organizationId));
        }
    }
}
