package dev.postern.ingest.push;

import dev.postern.ingest.message.IncomingMessage;
import dev.postern.ingest.message.ReceiveMessage;
import dev.postern.ingest.message.Received;
import dev.postern.platform.access.Access;
import dev.postern.platform.access.Grant;
import dev.postern.platform.access.Scope;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.body.LimitedBody;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Takes a push whose caller is known and whose body has come. */
@ApplicationScoped
class AcceptPush {
    /** How long a push may be: 1 MiB. */
    static final int MOST_BYTES = 1024 * 1024;

    private final Access access;
    private final ReceiveMessage receiveMessage;
    private final PushMetrics metrics;

    AcceptPush(Access access, ReceiveMessage receiveMessage, PushMetrics metrics) {
        this.access = access;
        this.receiveMessage = receiveMessage;
        this.metrics = metrics;
    }

    /**
     * The answer to the caller, which completes once the broker has the message. A refusal that is known at once is
     * thrown; a later one fails the stage.
     *
     * @throws Problem for a refusal that is known at once
     */
    CompletionStage<Response> accept(LimitedBody body, HttpHeaders headers) {
        try {
            JsonFields fields = PushBody.fields(body, headers);
            Grant grant = access.grant(headers, Scope.CODES_PUSH);
            IncomingMessage message = PushFields.read(fields, grant.caller());
            return receiveMessage
                    .receiveUnlessTooLong(message, grant)
                    .thenApply(received -> answer(message, received))
                    .whenComplete((_, failure) -> count(failure));
        } catch (Problem problem) {
            count(problem);
            throw problem;
        }
    }

    private Response answer(IncomingMessage message, Received received) {
        TotpCodeView view = switch (received) {
            case Received.Parsed parsed -> {
                metrics.count(PushOutcome.PARSED);
                yield TotpCodeView.of(message, parsed);
            }
            case Received.Unparsed unparsed -> {
                metrics.count(PushOutcome.UNPARSED);
                yield TotpCodeView.of(message, unparsed);
            }
            case Received.Part _ -> throw new IllegalStateException("A push is a whole message");
            case Received.TooLongToKeep() -> throw Problem.of(ProblemType.BAD_REQUEST, "Failed to parse otp login");
        };
        // The type is fixed here: like Skyvern, this does not look at what the caller accepts.
        return Response.ok(view, MediaType.APPLICATION_JSON_TYPE).build();
    }

    private void count(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof Problem problem) {
            metrics.countRefused(problem);
        }
    }
}
