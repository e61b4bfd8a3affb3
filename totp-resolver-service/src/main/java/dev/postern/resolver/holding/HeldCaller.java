package dev.postern.resolver.holding;

import dev.postern.database.StoreUnavailable;
import dev.postern.platform.access.Grant;
import dev.postern.platform.arrival.CallingOrganization;
import dev.postern.platform.arrival.ConnectionEnd;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.waiting.Signal;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One caller that is held. {@link #until} waits for its request; closing it without that ends the hold. There may be
 * tens of thousands, so it keeps only what it needs. Not safe for many threads before {@link #until}.
 */
public final class HeldCaller implements AutoCloseable {
    private final HoldCaller holding;
    private final String requestId;
    private final Duration longest;
    private final RoutingContext connection;
    private final Grant grant;
    private final Grant.Watch watch;
    private final long since = System.nanoTime();
    private volatile CompletableFuture<Signal> signal;
    // Why nothing more is waited for, whatever becomes of the request; null while there is no such reason.
    private volatile @Nullable Signal over;
    private boolean waits;

    HeldCaller(HoldCaller holding, String requestId, Duration longest, RoutingContext connection, Grant grant) {
        this.holding = holding;
        this.requestId = requestId;
        this.longest = longest;
        this.connection = connection;
        this.grant = grant;
        this.signal = holding.signal(requestId, longest);
        this.watch = grant.watch(() -> end(new Signal.NoLongerAllowed()));
    }

    /**
     * Waits until there is something to tell the caller. Called once. While the database is away the caller waits on.
     *
     * @param made the request as it was made or looked up; may differ from the held one, when the caller joined another
     * @return the request as it then stands, on a virtual thread; empty when the caller left and needs no answer. Fails
     *     with the refusal when the grant has ended
     */
    public CompletionStage<Optional<CodeRequest>> until(CodeRequest made) {
        if (made.id().equals(requestId)) {
            return waitFor(made);
        }
        signal.cancel(false);
        waitOn(holding.signal(made.id(), longest));
        Optional<CodeRequest> joined = holding.stored(made.organizationId(), made.id(), longest);
        return joined.isPresent() ? waitFor(joined.get()) : tell(made);
    }

    /** Ends the hold, unless the caller already waits. */
    @Override
    public void close() {
        if (!waits) {
            signal.cancel(false);
            watch.close();
        }
    }

    private CompletionStage<Optional<CodeRequest>> waitFor(CodeRequest request) {
        waits = true;
        CompletableFuture<Signal> first = signal;
        ConnectionEnd.onFailure(connection, () -> end(new Signal.CallerGone()));
        if (request.isFinal() || request instanceof CodeRequest.Warned) {
            first.complete(new Signal.Changed(request));
        }
        return onSignal(first, request).whenComplete((_, _) -> watch.close());
    }

    private void end(Signal reason) {
        over = reason;
        signal.complete(reason);
    }

    private void waitOn(CompletableFuture<Signal> next) {
        signal = next;
        Signal reason = over;
        if (reason != null) {
            next.complete(reason);
        }
    }

    private CompletionStage<Optional<CodeRequest>> onSignal(CompletableFuture<Signal> next, CodeRequest request) {
        // A caller that would wait beyond the request's end is told of the end when it comes.
        Duration left = holding.timeLeft(request);
        if (left.compareTo(longest) < 0) {
            var _ = next.completeOnTimeout(
                    new Signal.TimeUp(), Math.max(0, left.toMillis() + 1), TimeUnit.MILLISECONDS);
        }
        return next.thenComposeAsync(reason -> answer(reason, request), this::onOwnThread);
    }

    /**
     * The thread that changed a request wakes its callers. Going on in that call's Vert.x context would share its request scope,
     * which ends with it. Asking the database also blocks, and thousands may be answered at once: they take the turns of their
     * organisation.
     */
    private void onOwnThread(Runnable answer) {
        CallingOrganization.start("answer", grant.caller().organizationId(), answer);
    }

    private CompletionStage<Optional<CodeRequest>> answer(Signal reason, CodeRequest request) {
        return switch (reason) {
            // Another caller may have been warned by now.
            case Signal.Changed(CodeRequest.Warned warned) -> tell(holding.now(warned));
            case Signal.Changed(CodeRequest changed) -> tell(changed);
            // At its end it may have been given its code. Only the database knows.
            case Signal.TimeUp _ when !holding.timeLeft(request).isPositive() -> tell(holding.now(request));
            // Its server may have answered since, with something other than a code.
            case Signal.TimeUp _ when request.asked().urlResponses() != null -> tell(nowIfKnown(request));
            case Signal.TimeUp _, Signal.Stopping _ -> tell(request);
            case Signal.NoLongerAllowed _ -> {
                holding.left(request);
                yield tell(request);
            }
            case Signal.Look _ -> look(request);
            case Signal.CallerGone _ -> {
                holding.left(request);
                yield CompletableFuture.completedFuture(Optional.empty());
            }
        };
    }

    /**
     * Another replica changed the request. While the database is away the change is unknown, and the caller keeps
     * waiting.
     */
    private CompletionStage<Optional<CodeRequest>> look(CodeRequest request) {
        Duration left = longest.minusNanos(System.nanoTime() - since);
        // Held before the look, so that nothing is missed.
        CompletableFuture<Signal> next = holding.signal(request.id(), left.isNegative() ? Duration.ZERO : left);
        waitOn(next);
        try {
            CodeRequest now = holding.now(request);
            next.cancel(false);
            return tell(now);
        } catch (StoreUnavailable e) {
            return onSignal(next, request);
        }
    }

    private CodeRequest nowIfKnown(CodeRequest request) {
        try {
            return holding.now(request);
        } catch (StoreUnavailable e) {
            return request;
        }
    }

    /** Asks the grant last: a code that came for a caller without one stays the run's, and is not told. */
    private CompletionStage<Optional<CodeRequest>> tell(CodeRequest now) {
        grant.check();
        return CompletableFuture.completedFuture(Optional.of(now));
    }
}
