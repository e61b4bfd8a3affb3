package dev.postern.ingest.imap;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The mails of a folder that could not be taken, over all connections to it. One that failed again and again is put aside: it is
 * not tried any more by this process.
 */
final class Setbacks {
    private static final int TRIES = 5;

    private final Clock clock;
    private final Duration atLeast;
    private final SortedMap<Long, Setback> byNumber = new TreeMap<>();
    private long validity = -1;

    private record Setback(int tries, Instant first, boolean aside) {}

    /**
     * None so far.
     *
     * @param atLeast how long a mail is tried before it is put aside
     */
    Setbacks(Clock clock, Duration atLeast) {
        this.clock = clock;
        this.atLeast = atLeast;
    }

    /** The folder's numbers mean these mails from now on. */
    synchronized void of(long now) {
        if (validity != now) {
            byNumber.clear();
            validity = now;
        }
    }

    synchronized boolean knows(long uid) {
        return byNumber.containsKey(uid);
    }

    /** What is to be tried again. */
    synchronized List<Long> pending() {
        return byNumber.entrySet().stream()
                .filter(each -> !each.getValue().aside())
                .map(Map.Entry::getKey)
                .toList();
    }

    synchronized void forget(long uid) {
        byNumber.remove(uid);
    }

    /** Notes a failed try; true when it was the last. */
    synchronized boolean failed(long uid) {
        Instant now = clock.instant();
        Setback before = byNumber.getOrDefault(uid, new Setback(0, now, false));
        int tries = before.tries() + 1;
        boolean last = tries >= TRIES && !now.isBefore(before.first().plus(atLeast));
        byNumber.put(uid, new Setback(tries, before.first(), last));
        return last;
    }
}
