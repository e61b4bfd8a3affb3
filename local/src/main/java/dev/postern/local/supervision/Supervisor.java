package dev.postern.local.supervision;

import dev.postern.local.process.CannotStart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Starts parts of a running system again that have ended, and tells each step. It gives up when a part ends too often. For one
 * thread.
 */
public final class Supervisor {

    /** What is being done about a part. */
    private sealed interface State {
        /** It serves. */
        record Runs() implements State {}

        /** It has ended, and is started at this time. */
        record Waits(long untilNanos) implements State {}

        /** It was started, and does not serve yet. */
        record Starts() implements State {}
    }

    private static final class Watched {
        private final Part part;
        private final Backoff backoff = new Backoff();
        private State state = new State.Runs();

        Watched(Part part) {
            this.part = part;
        }
    }

    private final List<Watched> parts = new ArrayList<>();
    private final BooleanSupplier closing;
    private final Consumer<String> tell;
    private final LongSupplier nanos;

    /**
     * Watches parts that run.
     *
     * @param closing true once everything is being stopped: ends are then wanted
     * @param tell is told each step, in a line for a person
     * @param nanos the clock of {@link System#nanoTime}
     */
    public Supervisor(List<Part> parts, BooleanSupplier closing, Consumer<String> tell, LongSupplier nanos) {
        parts.forEach(part -> this.parts.add(new Watched(part)));
        this.closing = closing;
        this.tell = tell;
        this.nanos = nanos;
    }

    /**
     * Looks at each part once and does what is due. Call it about every second.
     *
     * @throws CannotStart when a part ended too often
     */
    public void look() {
        for (Watched watched : parts) {
            if (!closing.getAsBoolean()) {
                look(watched);
            }
        }
    }

    private void look(Watched watched) {
        switch (watched.state) {
            case State.Waits(long untilNanos) -> {
                if (nanos.getAsLong() - untilNanos >= 0) {
                    startAgain(watched);
                }
            }
            case State.Runs() -> watched.part.trouble().ifPresent(trouble -> ended(watched, trouble));
            case State.Starts() ->
                watched.part
                        .trouble()
                        .ifPresentOrElse(trouble -> ended(watched, trouble), () -> tellWhenItServes(watched));
        }
    }

    private void startAgain(Watched watched) {
        try {
            watched.part.startAgain();
            watched.state = new State.Starts();
        } catch (RuntimeException e) {
            ended(watched, "could not be started");
        }
    }

    private void tellWhenItServes(Watched watched) {
        if (watched.part.serves()) {
            watched.state = new State.Runs();
            tell.accept(watched.part.name() + " is ready again");
        }
    }

    private void ended(Watched watched, String trouble) {
        if (closing.getAsBoolean()) {
            return;
        }
        Part part = watched.part;
        long now = nanos.getAsLong();
        Duration pause = watched.backoff
                .ended(now)
                .orElseThrow(() -> new CannotStart("everything was stopped, because " + part.name() + " " + trouble
                        + ", for the " + Backoff.LAST_END + "th time within " + Backoff.WINDOW.toMinutes()
                        + " minutes. " + part.lastWords()));
        watched.state = new State.Waits(now + pause.toNanos());
        tell.accept(part.name() + " " + trouble + "; starting it again in " + pause.toSeconds() + " s");
    }
}
