package dev.postern.credential.imports;

import dev.postern.platform.body.LimitedBody;
import dev.postern.platform.problem.Problem;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads imports one at a time, on a thread of its own of the lowest priority. A file takes several times its size in memory, and
 * the key of an encrypted one keeps a processor busy for seconds. Logins wait behind the other threads.
 */
@ApplicationScoped
class ImportDesk {
    private static final int WAITING = 4;
    private static final long SECONDS = 50;

    // The priority is a help to logins where it is heeded; nothing depends on it.
    @SuppressWarnings("ThreadPriorityCheck")
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform()
                    .daemon()
                    .priority(Thread.MIN_PRIORITY)
                    .name("imports")
                    .factory());

    private final ImportReaders readers;

    ImportDesk(ImportReaders readers) {
        this.readers = readers;
        thread.allowCoreThreadTimeOut(true);
    }

    void onStop(@Observes ShutdownEvent event) {
        thread.shutdownNow();
    }

    /**
     * An import that was read.
     *
     * @param body what is asked for
     * @param read what the files and texts hold
     */
    record Read(ImportBody body, ReadSources read) {
        @Override
        public String toString() {
            return "Read";
        }
    }

    /**
     * Reads a call's files and texts.
     *
     * @throws Problem 422 for a body that is wrong, 503 when too many imports wait
     */
    Read read(LimitedBody body) {
        return await(begin(() -> {
            ImportBody wanted = ImportBody.read(body.json().fields());
            return new Read(wanted, readers.read(wanted));
        }));
    }

    private Future<Read> begin(Callable<Read> reading) {
        try {
            return thread.submit(reading);
        } catch (RejectedExecutionException _) {
            throw tooMany();
        }
    }

    private static Read await(Future<Read> reading) {
        try {
            return reading.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Problem refused) {
                throw refused;
            }
            throw new IllegalStateException("An import could not be read", e.getCause());
        } catch (TimeoutException _) {
            throw tooMany();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw tooMany();
        } finally {
            reading.cancel(true);
        }
    }

    private static Problem tooMany() {
        return Problem.unavailable("Too many imports are being read right now");
    }
}
