package dev.postern.platform.worker;

import dev.postern.platform.problem.FailureTrace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * A timer with one named daemon thread. Work that is done every so often runs on that thread, one piece at a time; work that
 * is done once, later, runs on a virtual thread of its own, so that it may block.
 */
public final class Alarm implements AutoCloseable, Watched {
    private static final Logger LOGGER = Logger.getLogger(Alarm.class);

    /** Work that may fail. */
    @FunctionalInterface
    public interface Task {
        /**
         * Does the work once.
         *
         * @throws Exception anything: it is logged, and the task is run again when its time comes
         */
        void run() throws Exception;
    }

    private final String name;
    private final ScheduledExecutorService timer;
    private final List<Outage> outages = new CopyOnWriteArrayList<>();
    private final List<Future<?>> repeated = new CopyOnWriteArrayList<>();

    /** @param name the thread's name */
    public Alarm(String name) {
        this.name = name;
        this.timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
        BackgroundWork.watch(this);
    }

    /**
     * Runs a task again and again. The first failure of a row is logged as a warning, its end with one line.
     *
     * @param first how long from now the first run begins
     * @param pause how long from the end of a run the next one begins
     * @param failing what an operator reads while the task fails, for example "Expired rows are not being deleted"
     */
    public void every(Duration first, Duration pause, String failing, Task task) {
        Outage outage = new Outage(name, failing);
        outages.add(outage);
        try {
            repeated.add(timer.scheduleWithFixedDelay(
                    () -> run(task, outage), first.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS));
        } catch (RejectedExecutionException e) {
            // Closed: nothing begins any more.
        }
    }

    /**
     * Runs a task once, on a virtual thread; never when the alarm is closed by then. A failure is logged and the task is not
     * run again.
     *
     * @param thread the name of the virtual thread
     */
    public void after(Duration delay, String thread, Runnable task) {
        try {
            var _ = timer.schedule(
                    () -> Thread.ofVirtual().name(thread).start(() -> run(thread, task)),
                    delay.toNanos(),
                    TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // Closed: nothing begins any more.
        }
    }

    /** Whether the alarm still runs tasks: it does until it is closed. */
    public boolean isAlive() {
        return !timer.isShutdown();
    }

    /** How long a repeated task has failed for, the longest of them; empty while all work. */
    public Optional<Duration> failingFor() {
        return outages.stream().flatMap(outage -> outage.lasts().stream()).max(Duration::compareTo);
    }

    /** Begins no more tasks. A repeated task that runs now is interrupted, and this call does not wait for it. */
    @Override
    public void close() {
        BackgroundWork.forget(this);
        timer.shutdownNow();
    }

    /**
     * Dead when a repeated task is not repeated any more. A task that fails is told in the log and shown by
     * {@link #failingFor}; what an alarm repeats is no reason to send callers away, so it counts as no trouble here.
     */
    @Override
    public Pulse pulse() {
        boolean dead = repeated.stream().anyMatch(Future::isDone);
        return new Pulse(name, isAlive() && !dead, Duration.ZERO, Duration.ZERO);
    }

    private void run(Task task, Outage outage) {
        try {
            task.run();
            outage.succeeded();
        } catch (Throwable e) {
            // Any failure: the executor would never run the task again.
            if (isAlive()) {
                tell(outage, e);
            }
        }
    }

    private static void tell(Outage outage, Throwable failure) {
        try {
            outage.failed(failure);
        } catch (Throwable e) {
            // It cannot even be told, for example without memory; the task is run again.
        }
    }

    private static void run(String thread, Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            LOGGER.errorf("Delayed work failed and is not repeated thread=%s problem=%s", thread, FailureTrace.of(e));
        }
    }
}
