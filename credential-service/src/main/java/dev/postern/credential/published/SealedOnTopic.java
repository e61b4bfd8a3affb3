package dev.postern.credential.published;

import org.jspecify.annotations.Nullable;

/** Rows whose newest record stays on a compacted topic with sealed values, until it is published anew. */
public interface SealedOnTopic {

    /** What they are, in a word. */
    String sealedKind();

    /** How many there are. */
    long sealedRows();

    /**
     * Publishes the next rows behind an id, with a higher version and sealed by the key that seals now, in a transaction of its own.
     *
     * @return the id of the last one; null when none is behind
     */
    @Nullable String sealAnewAfter(String id);
}
