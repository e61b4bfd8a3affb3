package dev.postern.resolver.request;

import dev.postern.platform.access.Grant;
import dev.postern.platform.arrival.CallingOrganization;
import dev.postern.platform.problem.FailureTrace;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import dev.postern.resolver.claim.CodeRequests;
import dev.postern.resolver.hint.Hint;
import dev.postern.resolver.hint.Hints;
import dev.postern.resolver.holding.HoldCaller;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.waiting.Signal;
import dev.postern.resolver.waiting.Waiting;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells a caller of each change of its request, without a thread while nothing changes. Each status is reached once, so
 * its name is the event's id. A caller that returns with the last id it has seen is told what it missed.
 */
@ApplicationScoped
class FollowRequest {
    private static final Logger LOGGER = Logger.getLogger(FollowRequest.class);
    /** Proxies close a connection that is silent for a minute, and some after half a minute. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final Duration FIRST_HINT = Duration.ofSeconds(4);
    private static final Duration LONGEST_HINT_PAUSE = Duration.ofSeconds(60);

    private final CodeRequests requests;
    private final Waiting waiting;
    private final CodeRequestAnswers answers;
    private final HoldCaller holdCaller;
    private final Hints hintsOf;
    private final Clock clock;

    FollowRequest(
            CodeRequests requests,
            Waiting waiting,
            CodeRequestAnswers answers,
            HoldCaller holdCaller,
            Hints hintsOf,
            Clock clock) {
        this.hintsOf = hintsOf;
        this.requests = requests;
        this.waiting = waiting;
        this.answers = answers;
        this.holdCaller = holdCaller;
        this.clock = clock;
    }

    /**
     * The changes since the named one, including how the request stands now. They end with the grant.
     *
     * @throws Problem when the organisation has no such request
     * @throws WebApplicationException with 204 when nothing more will come
     */
    Multi<OutboundSseEvent> follow(Grant grant, String id, @Nullable String lastEventId, Sse sse) {
        CodeRequest request = requests.find(grant.caller().organizationId(), id)
                .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "Code request not found"));
        if (answers.statusNow(request).wireName().equals(lastEventId) && request.isFinal()) {
            throw new WebApplicationException(Response.noContent().build());
        }
        Following following = new Following(grant, id, request.expiresAt(), lastEventId, sse);
        following.start();
        // Asked again for each event: a client that reads slowly takes it long after it was put there.
        return following.events.select().first(_ -> grant.holds());
    }

    /** One connection that follows one request. There may be tens of thousands, so each keeps little. */
    private final class Following {
        private final Grant grant;
        private final String id;
        private final Sse sse;
        // Few events come, and may come from several threads.
        private final UnicastProcessor<OutboundSseEvent> events =
                UnicastProcessor.create(new ConcurrentLinkedQueue<>(), this::letGo);
        private volatile @Nullable CompletableFuture<Signal> held;
        // As it was last looked at; it may change.
        private volatile Instant end;
        private volatile @Nullable String told;
        private volatile @Nullable CodeRequest seen;
        private volatile boolean over;
        // Each hint is told once.
        private final Set<String> hinted = ConcurrentHashMap.newKeySet();
        private volatile Grant.@Nullable Watch watch;

        Following(Grant grant, String id, Instant end, @Nullable String lastEventId, Sse sse) {
            this.grant = grant;
            this.id = id;
            this.end = end;
            this.told = lastEventId;
            this.sse = sse;
        }

        void start() {
            Grant.Watch ending = grant.watch(events::onComplete);
            watch = ending;
            if (over) {
                ending.close();
            }
            lookSoon();
            beatLater();
            hintLater(FIRST_HINT);
        }

        private void lookSoon() {
            start("follow-" + id, this::look);
        }

        private void start(String thread, Runnable work) {
            CallingOrganization.start(thread, grant.caller().organizationId(), work);
        }

        private void beatLater() {
            CompletableFuture.delayedExecutor(HEARTBEAT.toSeconds(), TimeUnit.SECONDS)
                    .execute(() -> {
                        if (!over) {
                            events.onNext(sse.newEventBuilder().comment("").build());
                            beatLater();
                        }
                    });
        }

        /** More and more rarely: most of what there is to know is known early. */
        private void hintLater(Duration pause) {
            CompletableFuture.delayedExecutor(pause.toSeconds(), TimeUnit.SECONDS)
                    .execute(() -> {
                        if (!over) {
                            start("hint-" + id, this::hint);
                            Duration next = pause.multipliedBy(2);
                            hintLater(next.compareTo(LONGEST_HINT_PAUSE) < 0 ? next : LONGEST_HINT_PAUSE);
                        }
                    });
        }

        private void hint() {
            CodeRequest request = seen;
            List<Hint> hints = request == null ? null : hintsOf.of(request, grant.caller());
            if (hints == null || over || !grant.holds()) {
                return;
            }
            for (Hint hint : hints) {
                if (hinted.add(hint.name())) {
                    // Without an id: a caller that comes again names the last status it has seen.
                    events.onNext(sse.newEventBuilder()
                            .name("hint")
                            .data(Hint.class, hint)
                            .build());
                }
            }
        }

        private void letGo() {
            over = true;
            Grant.Watch ending = watch;
            if (ending != null) {
                ending.close();
            }
            CompletableFuture<Signal> signal = held;
            if (signal != null) {
                signal.cancel(false);
            }
            CodeRequest last = seen;
            if (last != null) {
                start("leave-" + id, () -> holdCaller.left(last));
            }
        }

        /** Holds first and looks then, so that nothing is missed between the two. */
        private void look() {
            if (over) {
                return;
            }
            try {
                CompletableFuture<Signal> signal = waiting.hold(id, left());
                held = signal;
                Optional<CodeRequest> now = holdCaller.stored(grant.caller().organizationId(), id, left());
                seen = now.orElse(null);
                grant.check();
                now.ifPresent(this::tell);
                var _ = signal.thenAccept(reason -> {
                    if (reason instanceof Signal.Stopping) {
                        events.onComplete();
                    } else {
                        lookSoon();
                    }
                });
                // Without one it was forgotten.
                if (over || now.map(this::isOver).orElse(true)) {
                    signal.cancel(false);
                    events.onComplete();
                }
            } catch (Problem e) {
                // A caller that connects again is told why.
                events.onComplete();
            } catch (RuntimeException e) {
                // The caller comes again with the last event it has seen.
                LOGGER.warnf(
                        "The event stream of a request ended after a failure requestId=%s problem=%s",
                        id, FailureTrace.of(e));
                events.onComplete();
            }
        }

        private boolean isOver(CodeRequest now) {
            return now.isFinal() || !now.expiresAt().isAfter(clock.instant());
        }

        private Duration left() {
            Duration left = Duration.between(clock.instant(), end);
            return left.isNegative() ? Duration.ZERO : left.plusMillis(1);
        }

        private void tell(CodeRequest now) {
            end = now.expiresAt();
            if (now instanceof CodeRequest.Warned warned) {
                requests.warned(warned);
                emit("warning", "warning-" + warned.totpCodeId(), now);
            }
            String status = answers.statusNow(now).wireName();
            if (!status.equals(told)) {
                told = status;
                emit(status, status, now);
            }
        }

        private void emit(String name, String eventId, CodeRequest now) {
            events.onNext(sse.newEventBuilder()
                    .id(eventId)
                    .name(name)
                    .data(CodeRequestAnswer.class, answers.answer(grant.caller(), now))
                    .build());
        }
    }
}
