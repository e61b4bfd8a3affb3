package dev.postern.credential.desk;

import dev.postern.platform.arrival.CallingOrganization;
import dev.postern.platform.limit.FairPlaces;
import dev.postern.platform.problem.Hindrance;
import dev.postern.platform.problem.Problem;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Does one piece of work at a time, on a thread of its own of the lowest priority, for work that takes much memory and keeps a
 * processor busy. Logins wait behind the other threads. A few callers wait, organisations in turn, and the others are sent away: an
 * organisation has no more inside than places are left.
 */
public final class Desk implements AutoCloseable {
    private static final long SECONDS_IDLE = 30;

    private final ThreadPoolExecutor thread;
    private final FairPlaces turns = new FairPlaces(1);
    private final Map<String, Integer> inside = new HashMap<>();
    private int left;
    private final Duration longest;
    private final String busy;

    /**
     * A desk.
     *
     * @param name the thread's, in the plural of what is worked on: {@code pictures}
     * @param waiting how many callers may wait
     * @param longest how long a caller waits in all
     */
    // The priority is a help to logins where it is heeded; nothing depends on it.
    @SuppressWarnings("ThreadPriorityCheck")
    public Desk(String name, int waiting, Duration longest) {
        this.longest = longest;
        this.left = waiting + 1;
        this.busy = "Too many " + name + " are being read right now";
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                SECONDS_IDLE,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(waiting),
                Thread.ofPlatform()
                        .daemon()
                        .priority(Thread.MIN_PRIORITY)
                        .name(name)
                        .factory());
        thread.allowCoreThreadTimeOut(true);
    }

    /**
     * What the work comes to. The work is interrupted when its caller has waited too long.
     *
     * @throws ExecutionException when the work failed
     * @throws Problem 503 when too many wait, or it takes too long
     */
    public <T> T done(Callable<T> work) throws ExecutionException {
        // Nobody else counts as one, too: an operator.
        String organization = CallingOrganization.current().orElse("");
        enter(organization);
        try {
            long begun = System.nanoTime();
            FairPlaces.Place place = turn(organization);
            try {
                return done(work, longest.minusNanos(System.nanoTime() - begun));
            } finally {
                place.leave();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable(Hindrance.OVERLOADED, busy);
        } finally {
            leave(organization);
        }
    }

    private synchronized void enter(String organization) {
        int own = inside.getOrDefault(organization, 0);
        if (own >= left) {
            throw Problem.unavailable(Hindrance.OVERLOADED, busy);
        }
        inside.put(organization, own + 1);
        left--;
    }

    private synchronized void leave(String organization) {
        inside.computeIfPresent(organization, (_, own) -> own == 1 ? null : own - 1);
        left++;
    }

    private FairPlaces.Place turn(String organization) throws InterruptedException {
        return turns.enter(organization, longest).orElseThrow(() -> Problem.unavailable(Hindrance.OVERLOADED, busy));
    }

    private <T> T done(Callable<T> work, Duration atMost) throws ExecutionException, InterruptedException {
        Future<T> doing = begin(work);
        try {
            return doing.get(Math.max(0, atMost.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw Problem.unavailable(Hindrance.OVERLOADED, busy);
        } finally {
            doing.cancel(true);
        }
    }

    private <T> Future<T> begin(Callable<T> work) {
        try {
            return thread.submit(work);
        } catch (RejectedExecutionException _) {
            throw Problem.unavailable(Hindrance.OVERLOADED, busy);
        }
    }

    /** Ends the thread, and what it does. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
