package dev.postern.resolver.feed;

import dev.postern.resolver.feed.EventLog.Recorded;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The last events of one organisation, in memory and bounded in number and size. Safe for many threads. */
final class Tail {
    private final int mostEvents;
    private final long mostCharacters;
    private final ArrayDeque<Recorded> events = new ArrayDeque<>();
    private long characters;
    // Each event with a greater number, up to the newest, is here.
    private long before;
    private long newest;

    /**
     * Without events.
     *
     * @param newest the number of the newest event that was recorded; later ones are to be added
     */
    Tail(long newest, int mostEvents, long mostCharacters) {
        this.before = newest;
        this.newest = newest;
        this.mostEvents = mostEvents;
        this.mostCharacters = mostCharacters;
    }

    /** Adds the events that follow the newest, in order. The oldest are dropped beyond the bounds. */
    synchronized void add(List<Recorded> later) {
        for (Recorded event : later) {
            events.add(event);
            characters += event.data().length();
            newest = event.seq();
        }
        while (events.size() > mostEvents || (characters > mostCharacters && events.size() > 1)) {
            Recorded dropped = events.remove();
            characters -= dropped.data().length();
            before = dropped.seq();
        }
    }

    /** The number of the newest event. */
    synchronized long newest() {
        return newest;
    }

    /** Events up to this number are not here. */
    synchronized long forgotten() {
        return before;
    }

    /** All events after this number that are known, in order; nothing when some of them are not here any more. */
    synchronized Optional<List<Recorded>> after(long seq) {
        if (seq < before) {
            return Optional.empty();
        }
        List<Recorded> found = new ArrayList<>();
        Iterator<Recorded> backwards = events.descendingIterator();
        while (backwards.hasNext()) {
            Recorded event = backwards.next();
            if (event.seq() <= seq) {
                break;
            }
            found.add(event);
        }
        Collections.reverse(found);
        return Optional.of(found);
    }
}
