package dev.postern.benchmarks.logins.desk;

import org.jspecify.annotations.Nullable;

/**
 * A caller's request for a code.
 *
 * @param id of this request among all of the story
 * @param run the caller's run id; null when it sends none
 * @param askedAt in milliseconds of the story
 * @param receivedAfter in milliseconds of the story; null when the caller does not say it
 * @param site at which site the caller says it stands; null when it says nothing
 * @param held whether its connection is held, or else it asks again and again
 * @param anew whether it asks again by a new request of its run, or else about the one that it made
 * @param attempt the attempt that asks; only an oracle may look at it
 * @param standsAt the site where it stands; only an oracle may look at it
 */
public record Question(
        long id,
        @Nullable String run,
        long askedAt,
        @Nullable Long receivedAfter,
        @Nullable Integer site,
        boolean held,
        boolean anew,
        long attempt,
        int standsAt) {

    /** The run, or the request itself. */
    String runKey() {
        return run == null ? "request " + id : run;
    }
}
