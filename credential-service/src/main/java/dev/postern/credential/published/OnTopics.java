package dev.postern.credential.published;

import dev.postern.database.Transactions;
import dev.postern.database.outbox.Outbox;
import dev.postern.events.ApiKeyChanged;
import dev.postern.events.ChannelChanged;
import dev.postern.events.Event;
import dev.postern.events.OrganizationChanged;
import dev.postern.events.Topic;
import dev.postern.events.Versioned;
import dev.postern.platform.topic.TopicTable;
import dev.postern.platform.topic.TopicTables;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the topics of published rows say, as every reader of them sees it. Their newest records are signed anew as they are, with the ends
 * of what has no row any more.
 */
@ApplicationScoped
@Startup // Read with the other tables of the service.
class OnTopics implements SignedForGood {
    private final Map<Topic, TopicTable<Said>> tables;
    private final Outbox outbox;
    private final Transactions transactions;

    /** The newest event of a record key, and its version. */
    private record Said(Event event, long version) {

        /** Orders the records of all topics. */
        String place() {
            return event.topic().topicName() + " " + event.key();
        }

        static <E extends Event & Versioned> Said of(E event) {
            return new Said(event, event.version());
        }
    }

    OnTopics(TopicTables tables, Outbox outbox, Transactions transactions) {
        this.outbox = outbox;
        this.transactions = transactions;
        this.tables = Map.of(
                Topic.ORGANIZATIONS,
                tables.read("published-organizations", Topic.ORGANIZATIONS, OrganizationChanged.class, Said::of),
                Topic.API_KEYS,
                tables.read("published-keys", Topic.API_KEYS, ApiKeyChanged.class, Said::of),
                Topic.CHANNELS,
                tables.read("published-channels", Topic.CHANNELS, ChannelChanged.class, Said::of));
    }

    /** Whether all were read to their end once. */
    boolean areRead() {
        return tables.values().stream().allMatch(TopicTable::isComplete);
    }

    /** The version that the topic says of a record key; null when it says none. */
    @Nullable Long version(Topic topic, String recordKey) {
        TopicTable<Said> table = tables.get(topic);
        Said said = table == null ? null : table.now(recordKey);
        return said == null ? null : said.version();
    }

    @Override
    public String signedKind() {
        return "settings";
    }

    @Override
    public @Nullable String signAnewAfter(String id) {
        if (!areRead()) {
            return id;
        }
        List<Said> next = tables.values().stream()
                .flatMap(TopicTable::values)
                .filter(said -> said.place().compareTo(id) > 0)
                .sorted(Comparator.comparing(Said::place))
                .limit(KeepPublished.PAGE)
                .toList();
        if (next.isEmpty()) {
            return null;
        }
        transactions.run(connection -> {
            outbox.append(connection, next.stream().map(Said::event).toList());
            return next;
        });
        return next.getLast().place();
    }

    /** The newest events behind which somebody put older ones. */
    List<Event> overwritten() {
        return tables.values().stream()
                .flatMap(TopicTable::overwritten)
                .map(Said::event)
                .toList();
    }
}
