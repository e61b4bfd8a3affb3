package dev.postern.resolver.request;

import dev.postern.platform.problem.FailureTrace;
import dev.postern.resolver.claim.CodeRequest;
import dev.postern.resolver.claim.CodeRequests;
import dev.postern.resolver.claim.Outcomes;
import dev.postern.resolver.claim.Replica;
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
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Holds a caller's connection until there is something to say, without a thread. */
@ApplicationScoped
public class HoldAnswer {
    private static final Logger LOGGER = Logger.getLogger(HoldAnswer.class);

    private final CodeRequests requests;
    private final Outcomes outcomes;
    private final Waiting waiting;
    private final CodeRequestAnswers answers;
    private final Replica replica;
    private final Clock clock;

    HoldAnswer(
            CodeRequests requests,
            Outcomes outcomes,
            Waiting waiting,
            CodeRequestAnswers answers,
            Replica replica,
            Clock clock) {
        this.requests = requests;
        this.outcomes = outcomes;
        this.waiting = waiting;
        this.answers = answers;
        this.replica = replica;
        this.clock = clock;
    }

    /** What a caller is told of its request; asked on any thread. */
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
     * Holds the caller of a request that is about to be made: from before it is stored, so that nothing is missed.
     *
     * @param anonymous whether only this answer can tell the caller the request's id
     * @param making makes the request, or joins another that is held in its stead
     */
    CompletionStage<Response> holdNew(
            String id,
            Preference preference,
            RoutingContext connection,
            boolean anonymous,
            Supplier<CodeRequest> making) {
        return holdNew(id, hold(preference), connection, anonymous, making);
    }

    /**
     * Holds a caller that is answered in a form of its own and comes again: its request outlives the connection. From before the
     * request is stored, so that nothing is missed.
     *
     * @param making makes the request, or joins another that is held in its stead
     */
    public CompletionStage<Response> holdNew(
            String id, Duration longest, RoutingContext connection, Supplier<CodeRequest> making, Teller teller) {
        return holdNew(id, new Hold(longest, teller), connection, false, making);
    }

    private CompletionStage<Response> holdNew(
            String id, Hold hold, RoutingContext connection, boolean anonymous, Supplier<CodeRequest> making) {
        CompletableFuture<Signal> signal = waiting.hold(id, hold.longest());
        CodeRequest request;
        try {
            request = making.get();
        } catch (RuntimeException e) {
            signal.cancel(false);
            throw e;
        }
        if (!request.id().equals(id)) {
            signal.cancel(false);
            return holdKnown(request.organizationId(), request.id(), hold, connection)
                    .orElseGet(() -> respond(request, hold));
        }
        return until(signal, request, hold, connection, anonymous);
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
        return request.map(known -> until(signal, known, hold, connection, false));
    }

    private CompletionStage<Response> until(
            CompletableFuture<Signal> signal,
            CodeRequest request,
            Hold hold,
            RoutingContext connection,
            boolean anonymous) {
        if (request.isFinal() || request.toBeWarned()) {
            signal.complete(new Signal.Changed(request));
        } else {
            watch(connection, signal, request, anonymous);
            // Whoever would wait beyond the request's end is told of it when it comes.
            Duration left = Duration.between(clock.instant(), request.expiresAt());
            var _ = signal.completeOnTimeout(
                    new Signal.TimeUp(), Math.max(0, left.toMillis() + 1), TimeUnit.MILLISECONDS);
        }
        return signal.thenCompose(reason -> switch (reason) {
            case Signal.Changed(CodeRequest changed) when changed.toBeWarned() -> lookAgain(changed, hold);
            case Signal.Changed(CodeRequest changed) -> respond(changed, hold);
            // At its end a request may have been given its code in the same moment: only the database knows.
            case Signal.TimeUp _ when isOver(request) -> lookAgain(request, hold);
            // Its server may have answered since, if not with a code.
            case Signal.TimeUp _ when request.urlResponses() != null -> lookAgain(request, hold);
            case Signal.TimeUp _ -> respond(request, hold);
            case Signal.Stopping stopping -> respond(request, hold);
            case Signal.Look look -> lookAgain(request, hold);
        });
    }

    private boolean isOver(CodeRequest request) {
        return !request.expiresAt().isAfter(clock.instant());
    }

    private CompletionStage<Response> respond(CodeRequest request, Hold hold) {
        return CompletableFuture.completedFuture(hold.teller().tell(request));
    }

    /** A caller that goes away is held no longer; a request whose id only it could have learnt is given up. */
    private void watch(
            RoutingContext connection, CompletableFuture<Signal> signal, CodeRequest request, boolean anonymous) {
        connection.addEndHandler(sent -> {
            if (sent.failed()) {
                signal.cancel(false);
                if (anonymous) {
                    Thread.ofVirtual().name("abandon-" + request.id()).start(() -> abandon(request));
                }
            }
        });
    }

    private void abandon(CodeRequest request) {
        try {
            if (outcomes.abandon(request.organizationId(), request.id()) instanceof Outcomes.Result.Noted noted) {
                waiting.wake(noted.delivered());
            }
        } catch (RuntimeException e) {
            LOGGER.warnf("A request could not be given up requestId=%s problem=%s", request.id(), FailureTrace.of(e));
        }
    }

    /** Asking the database blocks, and the signal may come on a thread that must not. */
    private CompletionStage<Response> lookAgain(CodeRequest request, Hold hold) {
        CompletableFuture<Response> response = new CompletableFuture<>();
        Thread.ofVirtual().name("look-" + request.id()).start(() -> {
            try {
                CodeRequest now =
                        requests.find(request.organizationId(), request.id()).orElse(request);
                response.complete(hold.teller().tell(now));
            } catch (RuntimeException e) {
                response.completeExceptionally(e);
            }
        });
        return response;
    }
}
