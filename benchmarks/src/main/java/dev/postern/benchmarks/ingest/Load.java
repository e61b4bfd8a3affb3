package dev.postern.benchmarks.ingest;

import dev.postern.benchmarks.CannotMeasure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Sends for some time by several connections at once, each with one message on its way. */
final class Load {
    private static final double WITHOUT_PAUSE = Double.POSITIVE_INFINITY;
    private static final double SECOND = 1e9;

    private final AtomicLong numbers = new AtomicLong();

    /** How many messages a second were taken, when each connection sends its next as soon as it has an answer. */
    double run(List<Sending> connections, Duration time) throws InterruptedException {
        return run(connections, time, WITHOUT_PAUSE);
    }

    /** How many messages a second were taken, when no more than so many are sent. */
    double run(List<Sending> connections, Duration time, double perSecond) throws InterruptedException {
        AtomicLong sent = new AtomicLong();
        AtomicLong taken = new AtomicLong();
        long begun = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (Sending connection : connections) {
                all.add(threads.submit(() -> {
                    while (System.nanoTime() - begun < time.toNanos()) {
                        long due = (long) (sent.getAndIncrement() / perSecond * SECOND);
                        TimeUnit.NANOSECONDS.sleep(due - (System.nanoTime() - begun));
                        connection.send(numbers.incrementAndGet());
                        taken.incrementAndGet();
                    }
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CannotMeasure told
                    ? told
                    : new CannotMeasure("a message was not taken: " + e.getCause());
        }
        return taken.get() / ((System.nanoTime() - begun) / SECOND);
    }

    /** Connections of a kind. */
    static List<Sending> connections(int count, Connecting connecting) throws IOException, InterruptedException {
        List<Sending> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(connecting.connect());
        }
        return all;
    }

    /** Makes a connection. */
    @FunctionalInterface
    interface Connecting {
        Sending connect() throws IOException, InterruptedException;
    }
}
