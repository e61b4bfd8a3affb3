package dev.postern.events;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * The place of an event on a compacted topic among the events of its key. Each event says the whole state of one thing.
 * A reader keeps the highest version of each key, and a final one for ever: a record may arrive twice, and an older one
 * may arrive after a newer one.
 */
public interface Versioned {

    /** The version of the row, from 1. */
    long version();

    /** Whether no later event of its key counts, whatever its version. */
    @JsonIgnore
    boolean isFinal();
}
