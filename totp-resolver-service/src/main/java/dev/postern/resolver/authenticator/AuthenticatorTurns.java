package dev.postern.resolver.authenticator;

import dev.postern.database.StoreUnavailable;
import dev.postern.events.identifier.Identifier;
import dev.postern.events.internal.AuthenticatorAnswer;
import dev.postern.events.internal.CodeQuestion;
import dev.postern.platform.arrival.CallingOrganization;
import dev.postern.platform.problem.FailureTrace;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.platform.sealing.IndexKey.Noting;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.platform.sealing.SealedField;
import dev.postern.platform.worker.Alarm;
import dev.postern.resolver.claim.AuthenticatorSteps;
import dev.postern.resolver.claim.AuthenticatorSteps.StepCode;
import dev.postern.resolver.claim.CodeRequests;
import dev.postern.resolver.claim.CodeRequests.Creation;
import dev.postern.resolver.internal.CredentialService;
import dev.postern.resolver.state.Asked;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.CredentialState;
import dev.postern.resolver.state.NewCodeRequest;
import dev.postern.resolver.state.WokenBy;
import dev.postern.resolver.waiting.Waiting;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Requests that take turns at a seed: each step goes to one run. A request whose turn has not come asks again when its
 * step begins, on the replica that accepted the request. If that replica dies, the safety timer asks.
 */
@ApplicationScoped
public class AuthenticatorTurns {
    private static final Logger LOGGER = Logger.getLogger(AuthenticatorTurns.class);
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(20);

    private final AuthenticatorClient client;
    private final AuthenticatorSteps steps;
    private final CodeRequests requests;
    private final PayloadSealer sealer;
    private final IndexKey indexKey;
    private final Waiting waiting;
    private final Clock clock;
    private final Alarm alarm = new Alarm("authenticator-turns");

    AuthenticatorTurns(
            AuthenticatorClient client,
            AuthenticatorSteps steps,
            CodeRequests requests,
            PayloadSealer sealer,
            IndexKey indexKey,
            Waiting waiting,
            Clock clock) {
        this.client = client;
        this.steps = steps;
        this.requests = requests;
        this.sealer = sealer;
        this.indexKey = indexKey;
        this.waiting = waiting;
        this.clock = clock;
    }

    void onStop(@Observes ShutdownEvent event) {
        alarm.close();
    }

    /**
     * The answer for a request that is not stored yet. A code belongs to its run from then on, even if the request is
     * not stored.
     *
     * @return empty when credential-service is out of reach
     */
    public Optional<AuthenticatorAnswer> ask(NewCodeRequest request, String credentialId) {
        try {
            return Optional.of(client.ask(new CodeQuestion(
                    request.organizationId(),
                    credentialId,
                    request.runKey(),
                    request.minRemainingSeconds(),
                    rejected(request.organizationId(), request.runKey(), credentialId),
                    request.askedBy(),
                    request.publicRun())));
        } catch (CredentialService.Unreachable e) {
            return Optional.empty();
        }
    }

    /** The run's newest step that a site refused; null for none. */
    private @Nullable Long rejected(String organizationId, String runKey, String credentialId) {
        OptionalLong step = steps.newestRejected(organizationId, runKey, credentialId);
        return step.isPresent() ? Long.valueOf(step.getAsLong()) : null;
    }

    /** Makes a request that already has the code its run was just given. */
    public Creation make(NewCodeRequest request, AuthenticatorAnswer.Code code) {
        Creation creation = requests.createWith(sealed(code, request.codePlace()), request);
        // An earlier caller with this idempotency key may still be waiting.
        return creation instanceof Creation.Joined(CodeRequest joined)
                ? new Creation.Joined(deliver(joined, code, WokenBy.REQUEST))
                : creation;
    }

    /** Gives a stored request the code its run was just given. Returns the request as it then stands. */
    private CodeRequest deliver(CodeRequest request, AuthenticatorAnswer.Code code, WokenBy wokenBy) {
        Optional<CodeRequest> delivered =
                steps.deliver(request.id(), sealed(code, request.asked().codePlace()), wokenBy);
        waiting.wake(delivered.stream().toList());
        return delivered.orElse(request);
    }

    private StepCode sealed(AuthenticatorAnswer.Code code, SealedField place) {
        return new StepCode(code.step(), sealer.seal(code.code(), place), code.validFrom(), code.validUntil());
    }

    /** Lets the stored request wait until its turn comes. */
    public void await(CodeRequest request, AuthenticatorAnswer.Wait turn) {
        if (request.isFinal()) {
            return;
        }
        steps.askAgain(request.id(), turn.until());
        schedule(request, turn.until(), WokenBy.STEP);
    }

    /** Asks for the stored request later, and repeats until credential-service answers. */
    public void askLater(CodeRequest request) {
        if (!request.isFinal()) {
            schedule(request, clock.instant().plus(RETRY_PAUSE), WokenBy.STEP);
        }
    }

    /** Asks for a stored request now. Returns whether this gave it a code. */
    public boolean takeTurn(CodeRequest request, WokenBy wokenBy) {
        Asked asked = request.asked();
        Asked.Credential credential = asked.credential();
        if (credential == null || !request.expiresAt().isAfter(clock.instant())) {
            return false;
        }
        try {
            if (!steps.isWaiting(request.id())) {
                // It has another code or was given up: a step taken now would be lost to others.
                return false;
            }
            AuthenticatorAnswer answer = client.ask(new CodeQuestion(
                    asked.organizationId(),
                    credential.id(),
                    asked.runKey(),
                    asked.minRemainingSeconds(),
                    rejected(asked.organizationId(), asked.runKey(), credential.id()),
                    asked.askedBy(),
                    asked.publicRun()));
            return switch (answer) {
                case AuthenticatorAnswer.Code code ->
                    deliver(request, code, wokenBy).isFinal();
                case AuthenticatorAnswer.Wait turn -> {
                    await(request, turn);
                    yield false;
                }
                case AuthenticatorAnswer.Received received -> waitAt(request, received.totpIdentifier(), wokenBy);
                case AuthenticatorAnswer.None _, AuthenticatorAnswer.Unknown _ -> {
                    // The credential was deleted or lost its seed: asking again before the request ends is useless.
                    steps.askNoMore(request.id(), CredentialState.UNUSABLE);
                    yield false;
                }
            };
        } catch (CredentialService.Unreachable e) {
            askAgainLater(request, wokenBy);
            return false;
        } catch (RuntimeException e) {
            LOGGER.warnf(
                    "An authenticator code is asked for again requestId=%s problem=%s",
                    request.id(), FailureTrace.of(e));
            schedule(request, clock.instant().plus(RETRY_PAUSE), wokenBy);
            return false;
        }
    }

    private void askAgainLater(CodeRequest request, WokenBy wokenBy) {
        Instant at = clock.instant().plus(RETRY_PAUSE);
        schedule(request, at, wokenBy);
        try {
            // Also tells the other replicas that this one keeps asking.
            steps.askAgainUnreachable(request.id(), at);
        } catch (StoreUnavailable e) {
            LOGGER.warnf(
                    "The time of the next call to credential-service was not stored requestId=%s problem=%s",
                    request.id(), FailureTrace.of(e));
        }
    }

    /**
     * Lets the request wait for received codes, since its credential has no seed. It may be waiting for them already.
     */
    private boolean waitAt(CodeRequest request, String stored, WokenBy wokenBy) {
        Identifier identifier = Identifier.of(stored);
        Noting hashes = indexKey.noting();
        String matchKey =
                hashes.key().matchKey(request.organizationId(), identifier).value();
        Optional<CodeRequest> moved = steps.waitAt(
                request.organizationId(),
                request.id(),
                matchKey,
                hashes.others(),
                sealer.seal(stored, request.asked().identifierPlace()),
                identifier.masked(),
                wokenBy);
        if (moved.isEmpty()) {
            steps.askNoMore(request.id(), null);
            return false;
        }
        boolean answered = moved.get().isFinal();
        if (answered) {
            waiting.wake(List.of(moved.get()));
        }
        return answered;
    }

    private void schedule(CodeRequest request, Instant at, WokenBy wokenBy) {
        // Rounded up, so that the step has begun.
        Duration delay = Duration.between(clock.instant(), at).plusMillis(1);
        alarm.after(
                delay.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : delay,
                "turn-" + request.id(),
                () -> CallingOrganization.during(request.organizationId(), () -> takeTurn(request, wokenBy)));
    }
}
