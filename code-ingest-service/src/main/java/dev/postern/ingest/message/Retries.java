package dev.postern.ingest.message;

/**
 * For how long a sender sends a message again that was not taken. Where that is shorter than an outage may be, the message is kept on
 * disk while the broker is away.
 */
public enum Retries {
    /** Never, or nobody says that it does. */
    NONE,
    /** For seconds or minutes, which an outage may outlast. */
    BRIEF,
    /** For hours or days, or the message stays where it can be fetched again. */
    LONG;

    boolean outlastAnOutage() {
        return this == LONG;
    }
}
