package dev.postern.ingest.publish;

/** Where an event is safe. */
public enum Placed {
    /** All in-sync replicas of the broker have it. */
    PUBLISHED,
    /** The disk of this replica has it, and it is published once the broker is back. */
    KEPT
}
