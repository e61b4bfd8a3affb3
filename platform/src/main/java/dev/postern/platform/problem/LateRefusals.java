package dev.postern.platform.problem;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers late whoever asks for more than there is: a caller that repeats its request as soon as it is refused would else spend the
 * processors of all the others on its refusals. Nothing but the connection is held meanwhile. Every other refusal is answered at once.
 */
@Singleton
public class LateRefusals {
    // Less than the least Retry-After, which is a second.
    private static final Duration PAUSE = Duration.ofMillis(250);

    /** More than these are answered at once: the pause must not fill the memory. */
    static final int MOST = 4096;

    private final Duration pause;
    private final AtomicInteger waiting = new AtomicInteger();

    @Inject
    LateRefusals() {
        this(PAUSE);
    }

    LateRefusals(Duration pause) {
        this.pause = pause;
    }

    /** The response to a request with this problem, when it is time for it. */
    public Uni<Response> answer(Problem problem, Response response) {
        if (!asksForTooMuch(problem)) {
            return Uni.createFrom().item(response);
        }
        if (waiting.incrementAndGet() > MOST) {
            waiting.decrementAndGet();
            return Uni.createFrom().item(response);
        }
        return Uni.createFrom()
                .item(response)
                .onItem()
                .delayIt()
                .by(pause)
                .onTermination()
                .invoke(waiting::decrementAndGet);
    }

    private static boolean asksForTooMuch(Problem problem) {
        return problem.type() == ProblemType.TOO_MANY_REQUESTS || problem.hindrance() == Hindrance.OVERLOADED;
    }
}
