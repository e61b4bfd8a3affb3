package dev.postern.credential.organization;

import dev.postern.credential.published.PublishedTable;
import dev.postern.credential.quota.OwnQuotas;
import dev.postern.credential.retention.OwnRetentions;
import dev.postern.database.outbox.Outbox;
import dev.postern.events.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** The organisations as they should be on their topic: those that were ever changed, deleted ones too. */
@ApplicationScoped
class PublishedOrganizations implements PublishedTable {
    private final OrganizationRows rows;
    private final OwnQuotas quotas;
    private final OwnRetentions retentions;
    private final Outbox outbox;

    PublishedOrganizations(OrganizationRows rows, OwnQuotas quotas, OwnRetentions retentions, Outbox outbox) {
        this.rows = rows;
        this.quotas = quotas;
        this.retentions = retentions;
        this.outbox = outbox;
    }

    @Override
    public Topic topic() {
        return Topic.ORGANIZATIONS;
    }

    @Override
    @Transactional
    public List<Place> placesAfter(String id) {
        return rows.changedAfter(id).stream()
                .map(row -> new Place(row.organizationId(), row.organizationId(), row.version()))
                .toList();
    }

    @Override
    @Transactional
    public void publishAgain(List<String> ids) {
        for (String id : ids) {
            rows.lock(id)
                    .ifPresent(row -> outbox.append(
                            row.changed(OwnQuotas.told(quotas.of(id)), OwnRetentions.told(retentions.of(id)))));
        }
    }
}
