package dev.postern.credential.published;

import org.jspecify.annotations.Nullable;

/**
 * What carries a signature by the index key and has no end of its own: the newest records of compacted topics, and rows. While the key is
 * replaced it is signed anew.
 */
public interface SignedForGood {

    /** What they are, in a word. */
    String signedKind();

    /**
     * Signs the next ones behind an id anew, by the key that signs now, in transactions of its own. It may be done again.
     *
     * @param id empty before the first
     * @return the id of the last one; null when none is behind; the given id while it is not known yet what there is
     */
    @Nullable String signAnewAfter(String id);
}
