package dev.postern.credential.picture;

import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Reads pictures one at a time, on a thread of its own of the lowest priority. It takes much memory and keeps a processor busy,
 * and logins wait behind the other threads.
 */
@ApplicationScoped
public class PictureDesk {
    private static final int WAITING = 8;
    private static final long SECONDS_FOR_ONE = 5;
    private static final long SECONDS_IN_ALL = 25;

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
                    .name("pictures")
                    .factory());

    PictureDesk() {
        thread.allowCoreThreadTimeOut(true);
    }

    void onStop(@Observes ShutdownEvent event) {
        thread.shutdownNow();
    }

    /** Whether the bytes begin as those of a picture that is read here. */
    public static boolean isPicture(byte[] bytes) {
        return PictureFormat.of(bytes).isPresent();
    }

    /**
     * The texts of the QR codes in a picture; empty when none was found in 5 seconds.
     *
     * @throws Problem 415 when it is no picture that can be read here, 413 when it has too many pixels, 503 when too many pictures
     *     wait
     */
    public Set<String> read(byte[] picture) {
        Future<Set<String>> reading = begin(picture);
        try {
            return reading.get(SECONDS_IN_ALL, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NoPicture no) {
                throw Problem.of(
                        no.isTooLarge() ? ProblemType.PAYLOAD_TOO_LARGE : ProblemType.UNSUPPORTED_MEDIA_TYPE,
                        String.valueOf(no.getMessage()));
            }
            throw new IllegalStateException("A picture could not be read", e.getCause());
        } catch (TimeoutException _) {
            throw tooMany();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw tooMany();
        } finally {
            reading.cancel(true);
        }
    }

    private Future<Set<String>> begin(byte[] picture) {
        PictureFormat format = PictureFormat.of(picture)
                .orElseThrow(() -> Problem.of(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE, "The body is no PNG, JPEG, WebP or GIF picture"));
        try {
            return thread.submit(() -> {
                long begun = System.nanoTime();
                BooleanSupplier timeIsOver = () -> System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(SECONDS_FOR_ONE)
                        || Thread.currentThread().isInterrupted();
                return QrSearch.in(PictureReader.read(format, picture, timeIsOver), timeIsOver);
            });
        } catch (RejectedExecutionException _) {
            throw tooMany();
        }
    }

    private static Problem tooMany() {
        return Problem.unavailable("Too many pictures are being read right now");
    }
}
