package dev.postern.credential.published;

import dev.postern.events.Topic;
import java.util.List;

/** A table whose rows must stand on a topic as they are: services know them from there alone. */
public interface PublishedTable {

    /**
     * A row as its topic should know it.
     *
     * @param id the row's id, by which the table is walked
     * @param recordKey the key of its records
     * @param version the version that should be on the topic
     */
    record Place(String id, String recordKey, long version) {

        /** The id of the event of this version. */
        String eventId() {
            return id + "." + version;
        }
    }

    /** Where its rows are published. */
    Topic topic();

    /** The next rows after an id, in the order of their ids; empty at the end. */
    List<Place> placesAfter(String id);

    /** Leaves the events of the rows as they are now in the outbox. Rows that are gone are left out. */
    void publishAgain(List<String> ids);
}
