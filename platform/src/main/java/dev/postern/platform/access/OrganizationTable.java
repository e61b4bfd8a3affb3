package dev.postern.platform.access;

import dev.postern.events.OrganizationChanged;
import dev.postern.events.Topic;
import dev.postern.platform.topic.TopicTable;
import dev.postern.platform.topic.TopicTables;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The organisations that were ever changed, read from their compacted topic. A record that cannot be read disables its organisation. */
@ApplicationScoped
@Startup // A replica is ready once it has read them.
public class OrganizationTable implements Organizations {
    private final TopicTable<OrganizationChanged> table;

    OrganizationTable(TopicTables tables) {
        this.table = tables.read(
                "organizations", Topic.ORGANIZATIONS, OrganizationChanged.class, organization -> organization);
    }

    @Override
    public @Nullable OrganizationChanged now(String organizationId) {
        OrganizationChanged known = table.now(organizationId);
        if (known == null && table.isClosed(organizationId)) {
            return new OrganizationChanged(
                    organizationId, organizationId, OrganizationChanged.State.DISABLED, null, 1, Instant.EPOCH);
        }
        return known;
    }

    /** Those that were deleted, as far as it was read. */
    public List<OrganizationChanged> deleted() {
        return table.values().filter(OrganizationChanged::isFinal).toList();
    }

    /** Those that have times of their own for what is stored, as far as it was read. */
    public List<OrganizationChanged> withRetention() {
        return table.values()
                .filter(organization -> organization.retention() != null)
                .toList();
    }

    /** Has a listener told the id of each organisation that changed. It runs on the thread that reads, so it must return at once. */
    public void onChange(Consumer<String> listener) {
        table.onChange(listener);
    }
}
