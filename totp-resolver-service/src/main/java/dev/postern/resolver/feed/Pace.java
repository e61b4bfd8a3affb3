package dev.postern.resolver.feed;

import java.time.Duration;

/**
 * How fast the streams of one organisation are told. Each event is written to each stream, so the writes, and not the events, are
 * what costs. Streams that fall behind catch up when less happens.
 *
 * @param writesASecond of one organisation on one replica
 */
record Pace(int writesASecond) {
    // Bounds what the streams of one organisation take from its neighbours.
    static final Pace OF_ONE_ORGANIZATION = new Pace(1_000);

    private static final int MOST_EVENTS = 200;
    private static final long MILLIS = 1_000;

    /** How many events are read for so many streams, before the next pause: at least one. */
    int batch(int streams) {
        return Math.clamp(writesASecond / Math.max(1, streams), 1, MOST_EVENTS);
    }

    /** How long to rest after so many events were told to so many streams. */
    Duration pause(int events, int streams) {
        return Duration.ofMillis(Math.ceilDiv(MILLIS * events * streams, writesASecond));
    }
}
