package dev.postern.ingest.webhook;

import dev.postern.ingest.post.Post;
import dev.postern.ingest.provider.Outcome;

/**
 * How a post ended.
 *
 * @param outcome what its sender is told
 * @param note what its channel's owner is told
 */
record Taken(Outcome outcome, Post note) {
    /** The reason of a post that Postern failed at. */
    static final String FAILURE = "failure";

    /** Whether Postern failed at it for a reason of its own, which another attempt may meet again. */
    boolean isOwnFault() {
        return FAILURE.equals(note.reason());
    }
}
