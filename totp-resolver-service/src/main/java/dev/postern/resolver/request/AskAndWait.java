package dev.postern.resolver.request;

import dev.postern.platform.access.Caller;
import dev.postern.platform.access.Grant;
import dev.postern.resolver.holding.AbandonRequest;
import dev.postern.resolver.holding.Bulkhead;
import dev.postern.resolver.holding.HeldCaller;
import dev.postern.resolver.holding.HoldCaller;
import dev.postern.resolver.holding.WaitPreference;
import dev.postern.resolver.idempotency.IdempotencyKey;
import dev.postern.resolver.state.CodeRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Answers {@code POST /v1/code-requests}: a request is made, and its caller is held for as long as it prefers. */
@ApplicationScoped
class AskAndWait {
    private final AskForCode askForCode;
    private final Bulkhead bulkhead;
    private final HoldCaller holdCaller;
    private final AbandonRequest abandonRequest;
    private final CodeRequestAnswers answers;

    AskAndWait(
            AskForCode askForCode,
            Bulkhead bulkhead,
            HoldCaller holdCaller,
            AbandonRequest abandonRequest,
            CodeRequestAnswers answers) {
        this.askForCode = askForCode;
        this.bulkhead = bulkhead;
        this.holdCaller = holdCaller;
        this.abandonRequest = abandonRequest;
        this.answers = answers;
    }

    /** The answer, at once or when there is something to tell. */
    CompletionStage<Response> answer(
            Grant grant,
            CodeRequestBody body,
            IdempotencyKey key,
            WaitPreference preference,
            RoutingContext connection) {
        Caller caller = grant.caller();
        String id = askForCode.newId();
        if (!preference.holds()) {
            CodeRequest made = make(caller, id, body, key, Duration.ZERO);
            if (body.anonymous(key) && !grant.holds()) {
                abandonRequest.inBackground(caller.organizationId(), made.id());
            }
            // Its caller joined an earlier one, and is back.
            CodeRequest request = made.id().equals(id)
                    ? made
                    : holdCaller.polled(made.organizationId(), made.id()).orElse(made);
            grant.check();
            return CompletableFuture.completedFuture(answers.respondAtOnce(caller, request, preference.applied()));
        }
        try (HeldCaller held = holdCaller.hold(id, preference.hold(), connection, grant)) {
            CodeRequest request = make(caller, id, body, key, preference.hold());
            if (body.anonymous(key)) {
                abandonRequest.ifConnectionFails(connection, request);
            }
            return held.until(request)
                    .whenComplete((_, failure) -> {
                        if (failure != null && body.anonymous(key)) {
                            // The caller is refused and never learns the id.
                            abandonRequest.inBackground(caller.organizationId(), request.id());
                        }
                    })
                    .thenApply(now -> answers.respond(caller, now, preference.applied()));
        }
    }

    private CodeRequest make(Caller caller, String id, CodeRequestBody body, IdempotencyKey key, Duration hold) {
        return bulkhead.admit(caller.organizationId(), () -> {
            try {
                return askForCode.ask(caller, id, body, key, hold);
            } catch (RuntimeException e) {
                if (body.anonymous(key)) {
                    // The request may have been stored before the failure.
                    abandonRequest.inBackground(caller.organizationId(), id);
                }
                throw e;
            }
        });
    }
}
