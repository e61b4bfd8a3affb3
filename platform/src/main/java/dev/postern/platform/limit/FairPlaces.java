package dev.postern.platform.limit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Places for work, given to organisations in turn. One organisation leaves a fifth of them to the others, so however much of it
 * waits and however long its work takes, the first piece of another finds a place. Pieces of an organisation with equal keys are
 * done one after the other. Safe for many threads.
 */
public final class FairPlaces {
    private static final int PART_FOR_OTHERS = 5;

    private final FairQueue<Work> queue;
    private final ThreadFactory threads;
    private int free;

    /**
     * Places for work on virtual threads.
     *
     * @param places how many pieces of work are done at once; below five, one organisation may have them all
     */
    public FairPlaces(int places) {
        this(places, Thread.ofVirtual().name("fair-work").factory());
    }

    /**
     * Places for work on threads of the caller's choice. Virtual threads share a processor in the order in which they could go on, and a
     * piece of work stands behind all of them after every statement to a database; threads of the operating system get their share at once.
     *
     * @param places how many pieces of work are done at once; below five, one organisation may have them all
     * @param threads one for each piece that {@link #run} does
     */
    public FairPlaces(int places, ThreadFactory threads) {
        this.queue = new FairQueue<>(mostOfOne(places));
        this.threads = threads;
        this.free = places;
    }

    /** How many of so many places one organisation may have at once. */
    public static int mostOfOne(int places) {
        return places - places / PART_FOR_OTHERS;
    }

    /**
     * How much work that keeps processors busy, here or in a database beside, is begun at once: two pieces for each processor and
     * one more, but at most this many. What is begun beyond that only waits for processors, and everything else waits with it. At least
     * five if there are so many, since one organisation may have all of fewer.
     */
    public static int atOnce(int most) {
        return Math.clamp(2L * Runtime.getRuntime().availableProcessors() + 1, Math.min(PART_FOR_OTHERS, most), most);
    }

    /** A piece of work. */
    public interface Work {
        /** Begins the work and returns soon. The place is kept until {@link Place#leave}. */
        void begin(Place place);
    }

    /** A place at work. */
    public interface Place {
        /** Gives the place to the next. Called once. */
        void leave();
    }

    /** Begins the work when its turn has come: at once, by this thread, if a place is free. */
    public void queue(String organizationId, Object key, Work work) {
        synchronized (this) {
            queue.add(organizationId, key, work);
        }
        serve();
    }

    /** Does the work on a thread of its own when its turn has come. */
    public void run(String organizationId, Object key, Runnable work) {
        queue(
                organizationId,
                key,
                place -> threads.newThread(() -> {
                            try {
                                work.run();
                            } finally {
                                place.leave();
                            }
                        })
                        .start());
    }

    /**
     * Waits for a place, for work of the calling thread.
     *
     * @return nothing when no place came free for so long
     */
    public Optional<Place> enter(String organizationId, Duration longest) throws InterruptedException {
        CompletableFuture<Place> turn = new CompletableFuture<>();
        queue(organizationId, new Object(), place -> {
            if (!turn.complete(place)) {
                // Nobody waits for it any more. On a thread of its own, since many may have left.
                Thread.ofVirtual().name("fair-work").start(place::leave);
            }
        });
        try {
            return Optional.of(turn.get(longest.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return atTheLastMoment(turn);
        } catch (InterruptedException e) {
            atTheLastMoment(turn).ifPresent(Place::leave);
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<Place> atTheLastMoment(CompletableFuture<Place> turn) {
        return turn.cancel(false) ? Optional.empty() : Optional.of(turn.join());
    }

    /** How many pieces of work have no place yet. */
    public synchronized int waiting() {
        return queue.waiting();
    }

    private void serve() {
        Optional<FairQueue.Taken<Work>> next = take();
        while (next.isPresent()) {
            FairQueue.Taken<Work> taken = next.get();
            taken.item().begin(() -> leave(taken));
            next = take();
        }
    }

    private synchronized Optional<FairQueue.Taken<Work>> take() {
        if (free == 0) {
            return Optional.empty();
        }
        Optional<FairQueue.Taken<Work>> next = queue.next();
        if (next.isPresent()) {
            free--;
        }
        return next;
    }

    private void leave(FairQueue.Taken<Work> taken) {
        synchronized (this) {
            queue.done(taken);
            free++;
        }
        serve();
    }
}
