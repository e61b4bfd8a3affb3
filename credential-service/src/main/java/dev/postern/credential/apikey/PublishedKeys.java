package dev.postern.credential.apikey;

import dev.postern.credential.published.PublishedTable;
import dev.postern.database.outbox.Outbox;
import dev.postern.events.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** The keys as they should be on their topic, revoked ones too. */
@ApplicationScoped
class PublishedKeys implements PublishedTable {
    private final ApiKeyRows rows;
    private final Outbox outbox;

    PublishedKeys(ApiKeyRows rows, Outbox outbox) {
        this.rows = rows;
        this.outbox = outbox;
    }

    @Override
    public Topic topic() {
        return Topic.API_KEYS;
    }

    @Override
    @Transactional
    public List<Place> placesAfter(String id) {
        return rows.after(id).stream()
                .map(row -> new Place(row.apiKeyId(), row.keyHash(), row.version()))
                .toList();
    }

    @Override
    @Transactional
    public void publishAgain(List<String> ids) {
        rows.lockAll(ids).forEach(row -> outbox.append(row.changed()));
    }
}
