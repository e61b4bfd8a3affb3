package dev.postern.resolver.request;

import dev.postern.resolver.claim.CodeRequest;
import dev.postern.resolver.claim.CodeRequests;
import dev.postern.resolver.claim.Replica;
import dev.postern.resolver.claim.StoreUnavailable;
import dev.postern.resolver.waiting.Signal;
import dev.postern.resolver.waiting.Waiting;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Holds a caller's connection until there is something to say, without a thread. */
@ApplicationScoped
public class HoldAnswer {
    // Whoever wakes a held caller may be at work on a call of its own: an answer that went on in that call's Vert.x
    // context would share its request scope, which ends with it. And asking the database blocks.
    private static final Executor APART =
            answer -> Thread.ofVirtual().name("answer").start(answer);

    private final Bulkhead bulkhead;
    private final CodeRequests requests;
    private final GiveUp giveUp;
    private final Waiting waiting;
    private final CodeRequestAnswers answers;
    private final Replica replica;
    private final Clock clock;

    HoldAnswer(
            Bulkhead bulkhead,
            CodeRequests requests,
            GiveUp giveUp,
            Waiting waiting,
            CodeRequestAnswers answers,
            Replica replica,
            Clock clock) {
        this.bulkhead = bulkhead;
        this.requests = requests;
        this.giveUp = giveUp;
        this.waiting = waiting;
        this.answers = answers;
        this.replica = replica;
        this.clock = clock;
    }

    /** What a caller is told of its request; may block. */
    public interface Teller {
        Response tell(CodeRequest request);
    }

    /**
     * How a caller is held.
     *
     * @param longest without an answer it is told how its request stands after this time
     * @param teller makes the answer
     */
    private record Hold(Duration longest, Teller teller) {}

    /** Whoever is held here for these requests is answered. */
    void wake(List<CodeRequest> changed) {
        waiting.wake(changed);
    }

    /**
     * A request that is about to be made.
     *
     * @param organizationId whose it will be
     * @param id what it will be called if it is new
     * @param anonymous whether only this answer can tell the caller the request's id
     * @param making makes the request, or joins another
     */
    record Birth(String organizationId, String id, boolean anonymous, Supplier<CodeRequest> making) {

        /** Of a caller that comes again, whatever becomes of its connection. */
        static Birth ofKnown(String id, Supplier<CodeRequest> making) {
            return new Birth("", id, false, making);
        }
    }

    /** Makes a request whose caller is not held. */
    CodeRequest make(Birth birth) {
        return bulkhead.admit(() -> madeOrGivenUp(birth));
    }

    private CodeRequest madeOrGivenUp(Birth birth) {
        try {
            return birth.making().get();
        } catch (RuntimeException e) {
            if (birth.anonymous()) {
                // It may have been stored before that.
                giveUp.soon(birth.organizationId(), birth.id());
            }
            throw e;
        }
    }

    /** Holds the caller of a request that is about to be made: from before it is stored, so that nothing is missed. */
    CompletionStage<Response> holdNew(Birth birth, Preference preference, RoutingContext connection) {
        return holdNew(birth, hold(preference), connection);
    }

    /**
     * Holds a caller that is answered in a form of its own and comes again: its request outlives the connection. From before the
     * request is stored, so that nothing is missed.
     *
     * @param making makes the request, or joins another that is held in its stead
     */
    public CompletionStage<Response> holdNew(
            String id, Duration longest, RoutingContext connection, Supplier<CodeRequest> making, Teller teller) {
        return holdNew(Birth.ofKnown(id, making), new Hold(longest, teller), connection);
    }

    private CompletionStage<Response> holdNew(Birth birth, Hold hold, RoutingContext connection) {
        CompletableFuture<Signal> signal = waiting.hold(birth.id(), hold.longest());
        CodeRequest request;
        try {
            request = make(birth);
        } catch (RuntimeException e) {
            signal.cancel(false);
            throw e;
        }
        if (!request.id().equals(birth.id())) {
            signal.cancel(false);
            return holdKnown(request.organizationId(), request.id(), hold, connection)
                    .orElseGet(() ->
                            CompletableFuture.completedFuture(hold.teller().tell(request)));
        }
        return new Holding(hold, request, connection, birth.anonymous()).until(signal);
    }

    /** Holds the caller of a stored request; empty when the organisation has no such request. */
    Optional<CompletionStage<Response>> holdKnown(
            String organizationId, String id, Preference preference, RoutingContext connection) {
        return holdKnown(organizationId, id, hold(preference), connection);
    }

    private Hold hold(Preference preference) {
        return new Hold(preference.hold(), request -> answers.respond(request, preference.applied()));
    }

    private Optional<CompletionStage<Response>> holdKnown(
            String organizationId, String id, Hold hold, RoutingContext connection) {
        CompletableFuture<Signal> signal = waiting.hold(id, hold.longest());
        Optional<CodeRequest> request;
        try {
            request = requests.hold(organizationId, id, replica.id());
        } catch (RuntimeException e) {
            signal.cancel(false);
            throw e;
        }
        if (request.isEmpty()) {
            signal.cancel(false);
        }
        return request.map(known -> new Holding(hold, known, connection, false).until(signal));
    }

    private CodeRequest now(CodeRequest request) {
        return requests.find(request.organizationId(), request.id()).orElse(request);
    }

    /** One connection that waits for one request. */
    private final class Holding {
        private final Hold hold;
        private final CodeRequest request;
        private final RoutingContext connection;
        private final boolean anonymous;
        private final long since = System.nanoTime();
        private volatile CompletableFuture<Signal> held = new CompletableFuture<>();
        private volatile boolean gone;

        Holding(Hold hold, CodeRequest request, RoutingContext connection, boolean anonymous) {
            this.hold = hold;
            this.request = request;
            this.connection = connection;
            this.anonymous = anonymous;
        }

        CompletionStage<Response> until(CompletableFuture<Signal> signal) {
            held = signal;
            watch();
            if (request.isFinal() || request.toBeWarned()) {
                signal.complete(new Signal.Changed(request));
            }
            return answered(signal);
        }

        private CompletionStage<Response> answered(CompletableFuture<Signal> signal) {
            // Whoever would wait beyond the request's end is told of it when it comes.
            Duration left = Duration.between(clock.instant(), request.expiresAt());
            if (left.compareTo(hold.longest()) < 0) {
                var _ = signal.completeOnTimeout(
                        new Signal.TimeUp(), Math.max(0, left.toMillis() + 1), TimeUnit.MILLISECONDS);
            }
            return signal.thenComposeAsync(this::answer, APART);
        }

        private CompletionStage<Response> answer(Signal reason) {
            return switch (reason) {
                case Signal.Changed(CodeRequest changed) when changed.toBeWarned() -> tell(now(changed));
                case Signal.Changed(CodeRequest changed) -> tell(changed);
                // At its end it may have been given its code: only the database knows.
                case Signal.TimeUp _ when isOver() -> tell(now(request));
                // Its server may have answered since, if not with a code.
                case Signal.TimeUp _ when request.urlResponses() != null -> tell(nowIfKnown());
                case Signal.TimeUp _, Signal.Stopping _ -> tell(request);
                case Signal.Look _ -> look();
                case Signal.CallerGone _ ->
                    CompletableFuture.completedFuture(Response.noContent().build());
            };
        }

        /** While the database is away nobody knows what happened; whoever is held goes on waiting until it is back. */
        private CompletionStage<Response> look() {
            Duration left = hold.longest().minusNanos(System.nanoTime() - since);
            // From before the look, so that nothing is missed.
            CompletableFuture<Signal> next = waiting.hold(request.id(), left.isNegative() ? Duration.ZERO : left);
            held = next;
            try {
                CodeRequest now = now(request);
                next.cancel(false);
                return tell(now);
            } catch (StoreUnavailable e) {
                if (gone) {
                    next.complete(new Signal.CallerGone());
                }
                return answered(next);
            }
        }

        private CodeRequest nowIfKnown() {
            try {
                return now(request);
            } catch (StoreUnavailable e) {
                return request;
            }
        }

        private CompletionStage<Response> tell(CodeRequest now) {
            return CompletableFuture.completedFuture(hold.teller().tell(now));
        }

        private boolean isOver() {
            return !request.expiresAt().isAfter(clock.instant());
        }

        /** A caller that goes away is held no longer; a request whose id only it could have learnt is given up. */
        private void watch() {
            connection.addEndHandler(sent -> {
                if (sent.failed()) {
                    letGo();
                }
            });
            // Of one that went away while the request was made the handler is not told.
            if (connection.response().closed()) {
                letGo();
            }
        }

        private void letGo() {
            gone = true;
            held.complete(new Signal.CallerGone());
            if (anonymous) {
                giveUp.soon(request.organizationId(), request.id());
            }
        }
    }
}
