package dev.postern.platform.worker;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A named daemon thread that runs one job again and again until it is stopped. A job that returns is run again at once; a job
 * that throws, even an {@link Error}, is run again after half a second. The first failure of a row is logged as a warning, its
 * end with one line.
 *
 * <p>A job usually opens what it needs (a connection, a consumer) and loops over it:
 *
 * <pre>{@code
 * void relay(Worker worker) throws Exception {
 *     try (Connection connection = dataSource.getConnection()) {
 *         while (worker.goesOn()) {
 *             publishBatch(connection);
 *             worker.works();
 *             worker.pause(LOOK_EVERY);
 *         }
 *     }
 * }
 * }</pre>
 */
public final class Worker implements Watched {
    private static final Duration RETRY_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(2);

    /** What the thread does. */
    @FunctionalInterface
    public interface Job {
        /**
         * Runs on the worker's thread, for a round or for as long as {@link Worker#goesOn()}.
         *
         * @param worker the worker that runs it
         * @throws Exception anything: the job is run again after a pause
         */
        void run(Worker worker) throws Exception;
    }

    private final Job job;
    private final Duration retryPause;
    private final Outage outage;
    private final Thread thread;
    private final Semaphore wakeUps = new Semaphore(0);
    private final CountDownLatch stopped = new CountDownLatch(1);
    /** When the job last went on. Ahead of now while it pauses: it is to go on then. */
    private volatile long lastRoundNanos = System.nanoTime();

    private volatile @Nullable Runnable blocker;

    /**
     * A worker that does nothing before it is started.
     *
     * @param name the thread's name
     * @param failing what an operator reads while the job fails, for example "The outbox is not being published"
     */
    public Worker(String name, String failing, Job job) {
        this(name, failing, RETRY_PAUSE, job);
    }

    Worker(String name, String failing, Duration retryPause, Job job) {
        this.job = job;
        this.retryPause = retryPause;
        this.outage = new Outage(name, failing);
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    /** Begins to work, and counts for the process's health until it is stopped; call it once. A worker that was stopped before runs nothing. */
    public void start() {
        lastRoundNanos = System.nanoTime();
        thread.start();
        if (goesOn()) {
            BackgroundWork.watch(this);
        }
    }

    /** Stops as {@link #stop(Duration)} does, within two seconds. */
    public void stop() {
        stop(LONGEST_STOP);
    }

    /**
     * Ends the work for good. Pauses and what {@link #wakesBy} names end at once, so that the job can close what it holds. A job
     * that has not ended in time is interrupted, and this call returns.
     *
     * @param atMost how long this call may take; zero interrupts at once
     */
    public void stop(Duration atMost) {
        stopped.countDown();
        BackgroundWork.forget(this);
        wake();
        if (Thread.currentThread().equals(thread)) {
            return;
        }
        try {
            if (thread.join(atMost)) {
                return;
            }
        } catch (IllegalThreadStateException e) {
            // It was never started.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }

    /**
     * Ends the pause the job is in, or else its next one, and runs what {@link #wakesBy} names. Several calls before one pause
     * count as one. The pause after a failure is not shortened.
     */
    public void wake() {
        wakeUps.release();
        Runnable waking = blocker;
        if (waking != null) {
            waking.run();
        }
    }

    /** Whether the thread runs. False before the start, after the stop, and never because of a failure. */
    public boolean isAlive() {
        return thread.isAlive();
    }

    /** How long the job has failed for; empty while it works. */
    public Optional<Duration> failingFor() {
        return outage.lasts();
    }

    /** How the work goes now. A worker that does not run counts as dead. */
    @Override
    public Pulse pulse() {
        return new Pulse(
                thread.getName(),
                isAlive(),
                Duration.ofNanos(Math.max(0, System.nanoTime() - lastRoundNanos)),
                failingFor().orElse(Duration.ZERO));
    }

    /**
     * For the job: false once the worker is stopped. A job that loops asks in each round: a job that does not ask, return or throw
     * for a while counts as standing still.
     */
    public boolean goesOn() {
        if (Thread.currentThread().equals(thread)) {
            lastRoundNanos = System.nanoTime();
        }
        return stopped.getCount() > 0;
    }

    /** For a job that loops: reports that a round succeeded, which ends a reported failure. Cheap. */
    public void works() {
        outage.succeeded();
    }

    /**
     * For the job: waits until the time is over, {@link #wake} is called, or the worker is stopped. Ends at once when a wake-up
     * came since the last pause. A job that pauses does not stand still, however long the pause is.
     *
     * @throws InterruptedException when the worker is stopped and its time is up
     */
    public void pause(Duration atMost) throws InterruptedException {
        if (goesOn()) {
            lastRoundNanos = System.nanoTime() + atMost.toNanos();
            boolean _ = wakeUps.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
            lastRoundNanos = System.nanoTime();
            wakeUps.drainPermits();
        }
    }

    /**
     * For a job that waits in something other than {@link #pause}: names what ends that wait, for example a consumer's
     * {@code wakeup}. It holds until this run of the job ends; {@link #wake} and {@link #stop} call it from other threads.
     */
    public void wakesBy(Runnable waking) {
        blocker = waking;
    }

    private void run() {
        while (goesOn()) {
            try {
                job.run(this);
                works();
            } catch (Throwable e) {
                // Any failure: a thread that ended here would silently end its work for good.
                retryLater(e);
            } finally {
                blocker = null;
            }
        }
    }

    private void retryLater(Throwable failure) {
        if (!goesOn()) {
            // The stop broke off what the job waited for.
            return;
        }
        try {
            outage.failed(failure);
        } catch (Throwable e) {
            // It cannot even be told, for example without memory; the work goes on.
        }
        boolean _ = Thread.interrupted();
        try {
            boolean _ = stopped.await(retryPause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // Only a worker that was stopped is interrupted.
            Thread.currentThread().interrupt();
        }
    }
}
