package dev.postern.client;

import dev.postern.client.error.CodeTimeout;
import dev.postern.client.error.PosternException;
import dev.postern.client.error.RequestEnded;
import dev.postern.client.model.CodeRequestAnswer;
import dev.postern.client.model.Hint;
import dev.postern.client.wire.Deadline;
import dev.postern.client.wire.Interrupted;
import dev.postern.client.wire.Wire;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One login: see {@link Postern#login} and {@link Postern#open}. Its calls go one after another: one that begins while another runs in
 * another thread throws {@link LoginBusy}. When the block is left, a call that waits in another thread throws {@link LoginOver}. An
 * interrupt ends a call with {@link Interrupted} and leaves the request as it is, for the next call or for the end of the block. Texts of
 * it, its errors and its logs hold no code.
 */
public final class Login implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger("dev.postern.client");

    private static final String CODE = "totp";
    private static final String LINK = "magic_link";
    private static final Duration USUAL = Duration.ofSeconds(60);
    /** How often a login that is not waiting shows that it is there. After 15 seconds it counts as gone. */
    private static final Duration ATTEND_EVERY = Duration.ofSeconds(10);
    /** An answer that comes back sooner without being final was not held. It is not asked for at once again. */
    private static final Duration NOT_HELD = Duration.ofMillis(300);

    private final LoginRequest request;
    private final Patience patience;
    private final boolean lazy;
    /** The kind of code that follows a rejected one and did not come yet. */
    private @Nullable String next;

    private @Nullable ScheduledFuture<?> attending;
    /** Held for moments, never while a call is under way. */
    private final Object turn = new Object();

    private volatile boolean running;
    private volatile boolean closed;

    Login(Wire wire, Patience patience, LoginOptions options) {
        this.request = new LoginRequest(wire, patience, options);
        this.patience = patience;
        this.lazy = options.lazy();
    }

    /** Makes the request, before the caller makes the site send its code; an authenticator's is made when it is needed. */
    Login begin() {
        try {
            if (!lazy) {
                request.ask(Deadline.after(patience.timeout()));
            }
        } catch (Interrupted e) {
            // What was asked for may have been made.
            close(false);
            throw e;
        }
        attending = Attendance.every(ATTEND_EVERY, () -> {
            if (!running && !closed) {
                request.attend();
            }
        });
        return this;
    }

    /** The id of the present request ({@code cr_…}); null before there is one. It may be logged. */
    public @Nullable String requestId() {
        return request.id();
    }

    /** What was reported of the present code, once the server noted it: accepted, rejected, released, cancelled; else null. */
    public @Nullable String outcome() {
        return request.outcome();
    }

    /** Why the code may be another login's (docs/rules.md, "Doubt"); null for no doubt. */
    public @Nullable String doubt() {
        CodeRequestAnswer answer = request.answer();
        return answer == null ? null : answer.doubt();
    }

    /** Waits a minute for the code: see {@link #code(Duration)}. */
    public String code() {
        return code(USUAL);
    }

    /**
     * Waits for the code. Asked again it gives the code again, until {@link #rejected(Duration)}.
     *
     * @throws CodeTimeout after so long without a code; it may be called again
     */
    public String code(Duration timeout) {
        return alone(() -> wait(timeout, CODE));
    }

    /** Waits a minute for the link to click. */
    public String link() {
        return link(USUAL);
    }

    /** Waits for the link to click, as {@link #code(Duration)} does for a code. */
    public String link(Duration timeout) {
        return alone(() -> wait(timeout, LINK));
    }

    /** Reports that the site refused the code or link, and waits a minute for the next one of its kind. */
    public String rejected() {
        return rejected(USUAL);
    }

    /**
     * Reports that the site refused the code or link, and waits for the next one of its kind. Asked again before there is one, it waits
     * on; asked again after it gave one, it reports that one.
     */
    public String rejected(Duration timeout) {
        return alone(() -> {
            String kind = next == null ? request.type() : next;
            if (next == null) {
                report("rejected");
                next = kind;
            }
            return wait(timeout, kind);
        });
    }

    /** Reports that the site took the code. */
    public void accepted() {
        alone(() -> report("accepted"));
    }

    /** Reports that the code was not used, so that other logins may have it. */
    public void released() {
        alone(() -> report("released"));
    }

    /**
     * Ends the login: gives its request up, unless a code was taken. A block cannot tell whether it failed, and nobody then knows whether
     * the site saw the code: report it inside by {@link #accepted()}, or use {@link Postern#login}, which does. A code without an outcome
     * stays this run's, so that nobody else types a spent code.
     *
     * <p>It never throws for the sake of the server: the login itself is done.
     */
    @Override
    public void close() {
        close(null);
    }

    /** @param succeeded whether a code that was taken was right; null where that is not known */
    void close(@Nullable Boolean succeeded) {
        boolean beside;
        synchronized (turn) {
            if (closed) {
                return;
            }
            closed = true;
            beside = running;
        }
        request.leave();
        if (attending != null) {
            attending.cancel(false);
        }
        // Who interrupts a script still gives its request up, and does not wait long for a server that is away.
        boolean interrupted = Thread.interrupted();
        Duration most = patience.report();
        boolean hurried = interrupted || Boolean.FALSE.equals(succeeded);
        try {
            end(Boolean.TRUE.equals(succeeded), beside, Deadline.after(hurried ? most.dividedBy(3) : most));
        } catch (PosternException e) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "The end of a login could not be reported: {0}; {1}",
                    e.getMessage(),
                    request.id());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** @param beside whether a call runs in another thread, which may be about to report another outcome */
    private void end(boolean succeeded, boolean beside, Deadline deadline) {
        if (request.isTaken()) {
            if (succeeded && !beside && request.outcome() == null) {
                request.report("accepted", deadline);
            }
        } else if (request.id() != null && List.of("waiting", "delivered").contains(request.status())) {
            request.giveUp(deadline);
        } else if (!beside) {
            request.forget(deadline);
        }
    }

    private String wait(Duration timeout, String kind) {
        Deadline deadline = Deadline.after(timeout);
        if (isStale() || isOld()) {
            askWithin(deadline, timeout);
        }
        while (true) {
            String code = step(deadline, timeout, kind);
            if (code != null) {
                return code;
            }
        }
    }

    /** One step towards the code: the code, or null when another one is needed. */
    private @Nullable String step(Deadline deadline, Duration timeout, String kind) {
        checkOpen();
        if (isStale() || request.status().equals("expired")) {
            askWithin(deadline, timeout);
            return null;
        }
        if (request.status().equals("delivered")) {
            if (request.type().equals(kind)) {
                return taken();
            }
            // It is of the other kind. What was used and followed by a wish for this kind was right; what was not used
            // goes back to the
            // logins that may want it.
            request.report(request.isTaken() ? "accepted" : "released", deadline);
            request.want(kind);
            askWithin(deadline, timeout);
            return null;
        }
        if (!request.status().equals("waiting")) {
            throw new RequestEnded(request.id(), request.status());
        }
        if (request.wanted() != null && !kind.equals(request.wanted())) {
            request.giveUp(deadline);
            request.want(kind);
            askWithin(deadline, timeout);
            return null;
        }
        look(deadline, timeout);
        return null;
    }

    private String taken() {
        CodeRequestAnswer answer = request.answer();
        String code = answer == null ? null : answer.code();
        if (code == null || code.isEmpty()) {
            throw new RequestEnded(request.id(), "delivered, and its code is no longer kept");
        }
        synchronized (turn) {
            // Left before, the block gives the code back to the other logins.
            checkOpen();
            request.take();
        }
        next = null;
        return code;
    }

    private void look(Deadline deadline, Duration timeout) {
        long began = System.nanoTime();
        boolean last = deadline.remaining().toMillis() < 1_000;
        PosternException trouble = null;
        try {
            request.look(deadline);
        } catch (PosternException failure) {
            if (!deadline.isOver() || Wire.isRefusal(failure)) {
                throw failure;
            }
            trouble = failure;
        }
        if (request.status().equals("waiting")) {
            Duration left = deadline.remaining();
            if (last || left.isZero()) {
                throw timeout(timeout, trouble);
            }
            if (System.nanoTime() - began < NOT_HELD.toNanos()) {
                Wire.pause(left.compareTo(NOT_HELD) < 0 ? left : NOT_HELD);
            }
        }
    }

    /** Whether a new request is needed: there is none, or the code before has its outcome. */
    private boolean isStale() {
        return request.id() == null || request.outcome() != null;
    }

    /**
     * Whether an authenticator's code was given before the caller wanted it. Then the server gives the run its step again, or the next one
     * when little is left.
     */
    private boolean isOld() {
        CodeRequestAnswer answer = request.answer();
        return answer != null
                && Objects.equals(answer.source(), "authenticator")
                && !request.isTaken()
                && request.nanosSinceAsked() > TimeUnit.SECONDS.toNanos(1);
    }

    private void askWithin(Deadline deadline, Duration timeout) {
        try {
            ask(deadline);
        } catch (PosternException failure) {
            if (!deadline.isOver() || Wire.isRefusal(failure)) {
                throw failure;
            }
            throw timeout(timeout, failure);
        }
    }

    private void ask(Deadline deadline) {
        checkOpen();
        try {
            request.ask(deadline);
        } catch (PosternException failure) {
            if (closed) {
                request.forget(Deadline.after(patience.report()));
            }
            throw failure;
        }
        if (closed) {
            // The block was left meanwhile, when there was no id that could be given up.
            request.giveUp(Deadline.after(patience.report()));
            throw new LoginOver(null);
        }
    }

    private CodeTimeout timeout(Duration waited, @Nullable PosternException trouble) {
        CodeRequestAnswer answer = request.answer();
        List<Hint> hints = answer == null || answer.hints() == null ? List.of() : answer.hints();
        return new CodeTimeout(waited, request.id(), hints, request.warnings(), trouble);
    }

    private String report(String became) {
        if (!request.isTaken()) {
            throw new PosternException("No code was taken yet, so nothing can have become of it");
        }
        if (request.outcome() == null) {
            request.report(became, Deadline.after(patience.report()));
        } else if (!became.equals(request.outcome())) {
            throw new PosternException("The code was reported as " + request.outcome() + " already");
        }
        return became;
    }

    private void checkOpen() {
        if (closed) {
            throw new LoginOver(null);
        }
    }

    private String alone(Supplier<String> work) {
        synchronized (turn) {
            checkOpen();
            if (running) {
                throw new LoginBusy();
            }
            running = true;
        }
        try {
            return work.get();
        } catch (PosternException failure) {
            // What ends a call whose block was left while it ran is that.
            if (closed && !(failure instanceof LoginOver) && !(failure instanceof Interrupted)) {
                throw new LoginOver(failure);
            }
            throw failure;
        } finally {
            running = false;
        }
    }

    /** Never the code. */
    @Override
    public String toString() {
        String state = request.outcome() != null ? request.outcome() : closed ? "closed" : "open";
        return "Login " + (request.id() == null ? "not asked yet" : request.id()) + " " + state;
    }
}
