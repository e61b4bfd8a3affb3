package dev.postern.credential.picture;

import dev.postern.credential.desk.Desk;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Reads pictures one at a time. It takes much memory and keeps a processor busy. */
@ApplicationScoped
public class PictureDesk {
    private static final int WAITING = 8;
    private static final long SECONDS_FOR_ONE = 5;
    private static final Duration LONGEST = Duration.ofSeconds(25);

    private final Desk desk = new Desk("pictures", WAITING, LONGEST);

    PictureDesk() {}

    void onStop(@Observes ShutdownEvent event) {
        desk.close();
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
        PictureFormat format = PictureFormat.of(picture)
                .orElseThrow(() -> Problem.of(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE, "The body is no PNG, JPEG, WebP or GIF picture"));
        try {
            return desk.done(() -> {
                long begun = System.nanoTime();
                BooleanSupplier timeIsOver = () -> System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(SECONDS_FOR_ONE)
                        || Thread.currentThread().isInterrupted();
                return QrSearch.in(PictureReader.read(format, picture, timeIsOver), timeIsOver);
            });
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NoPicture no) {
                throw Problem.of(
                        no.isTooLarge() ? ProblemType.PAYLOAD_TOO_LARGE : ProblemType.UNSUPPORTED_MEDIA_TYPE,
                        String.valueOf(no.getMessage()));
            }
            throw new IllegalStateException("A picture could not be read", e.getCause());
        }
    }
}
