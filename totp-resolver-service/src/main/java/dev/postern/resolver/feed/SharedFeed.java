package dev.postern.resolver.feed;

import dev.postern.platform.worker.Outage;
import dev.postern.resolver.feed.EventLog.Recorded;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the streams of one organisation on this replica have in common: new events are read from the database once, for all of
 * them. A stream that waits is a future and holds no thread. Safe for many threads.
 */
final class SharedFeed {
    private static final int MOST_EVENTS = 1_000;
    private static final long MOST_CHARACTERS = 1L << 20;
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);
    private static final Pace PACE = Pace.OF_ONE_ORGANIZATION;

    private final Source source;
    private final Outage outage;
    private final Set<CompletableFuture<News>> waiting = ConcurrentHashMap.newKeySet();
    private final Set<CompletableFuture<News>> behind = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Tail tail;
    private int streams;
    private boolean reading;
    private boolean told;

    SharedFeed(Source source, Outage outage) {
        this.source = source;
        this.outage = outage;
    }

    /** Where the events of the organisation are read. Its methods fail while the database is away. */
    interface Source {
        /** The number of the newest event. */
        long newest();

        /** The events after this number, in order. */
        List<Recorded> after(long seq, int limit);
    }

    /** Why a stream is woken. */
    enum News {
        /** There may be events to be read. */
        EVENTS,
        /** Nothing happened for the whole wait. */
        NOTHING,
        /** This replica stops, or the stream ends. */
        STOPPING
    }

    /** A stream begins. */
    synchronized void join() {
        streams++;
        if (tail == null) {
            tell();
        }
    }

    /** A stream ended; tells whether it was the last. */
    synchronized boolean leave() {
        streams--;
        return streams == 0;
    }

    /** Waits from now on. To miss nothing, wait first and then look. */
    CompletableFuture<News> await(Duration longest) {
        return among(waiting, longest);
    }

    /** Waits from now on, for a stream that is behind: new events do not wake it. */
    CompletableFuture<News> awaitBehind(Duration longest) {
        return among(behind, longest);
    }

    @SuppressWarnings("UndefinedEquals") // A future equals itself alone, which is what is meant.
    private static CompletableFuture<News> among(Set<CompletableFuture<News>> others, Duration longest) {
        CompletableFuture<News> future = new CompletableFuture<>();
        others.add(future);
        var _ = future.whenComplete((_, _) -> others.remove(future));
        return future.completeOnTimeout(News.NOTHING, longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Wakes all who wait; of those who are behind, only at the end. */
    void wake(News news) {
        List.copyOf(waiting).forEach(future -> future.complete(news));
        if (news == News.STOPPING) {
            List.copyOf(behind).forEach(future -> future.complete(news));
        }
    }

    /** Up to which number events are not in memory; 0 while nothing is known. */
    long forgotten() {
        Tail now = tail;
        return now == null ? 0 : now.forgotten();
    }

    /** Whether the first reading is done. Until then nothing is known, and whoever waits is woken after it. */
    boolean isRead() {
        return tail != null;
    }

    /** The events after this number, in order, as far as they were read; nothing when some of them are only in the database. */
    Optional<List<Recorded>> after(long seq) {
        Tail now = tail;
        return now == null ? Optional.of(List.of()) : now.after(seq);
    }

    /** Something was recorded: it is read soon, and then those who wait are woken. Returns at once. */
    synchronized void tell() {
        told = true;
        if (!reading) {
            reading = true;
            Thread.ofVirtual().name("read-code-events").start(this::read);
        }
    }

    private void read() {
        Duration pause = Duration.ZERO;
        while (goesOn(pause)) {
            try {
                pause = readSome();
                outage.succeeded();
            } catch (RuntimeException e) {
                outage.failed(e);
                tell();
                pause = RETRY_PAUSE;
            }
        }
    }

    private boolean goesOn(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            // Nobody interrupts this thread; if somebody does, the next event starts another.
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            reading = told && streams > 0 && !Thread.currentThread().isInterrupted();
            told = false;
            return reading;
        }
    }

    /** Reads and tells some events; returns how long to rest after them. */
    private Duration readSome() {
        Tail known = tail;
        boolean first = known == null;
        if (known == null) {
            known = new Tail(source.newest(), MOST_EVENTS, MOST_CHARACTERS);
            tail = known;
        }
        int listening = streams();
        int most = PACE.batch(listening);
        List<Recorded> events = source.after(known.newest(), most);
        known.add(events);
        if (first || !events.isEmpty()) {
            wake(News.EVENTS);
        }
        if (events.size() == most) {
            tell();
        }
        return PACE.pause(events.size(), listening);
    }

    private synchronized int streams() {
        return streams;
    }
}
