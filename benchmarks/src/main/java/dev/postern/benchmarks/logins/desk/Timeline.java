package dev.postern.benchmarks.logins.desk;

import java.util.Comparator;
import java.util.PriorityQueue;

/** The time of a story: it jumps from one event to the next. */
public final class Timeline {
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    private long now;
    private long count;

    private record Event(long at, long number, Runnable what) {}

    /** Milliseconds since the story began. */
    public long now() {
        return now;
    }

    /** Does something at that time, or now when the time is over. */
    public void at(long millis, Runnable what) {
        events.add(new Event(Math.max(millis, now), count++, what));
    }

    /** Does something after so many milliseconds. */
    public void after(long millis, Runnable what) {
        at(now + millis, what);
    }

    /** Runs all events, and those that they lead to, in the order of their times. */
    public void run() {
        while (!events.isEmpty()) {
            Event next = events.poll();
            now = next.at();
            next.what().run();
        }
    }
}
