package dev.postern.resolver.request;

import dev.postern.platform.access.Caller;
import dev.postern.platform.problem.FieldError;
import dev.postern.platform.problem.Problem;
import dev.postern.resolver.idempotency.IdempotencyKey;
import dev.postern.resolver.message.RereadMessages;
import dev.postern.resolver.outbound.Outbound;
import dev.postern.resolver.outbound.Target;
import dev.postern.resolver.polling.UrlPolling;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.WokenBy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/**
 * Asks for a code: the request is stored, older messages are read again for it, and its {@code totp_url} is called
 * while it waits.
 */
@ApplicationScoped
public class AskForCode {
    private final CreateCodeRequest createCodeRequest;
    private final Outbound outbound;
    private final UrlPolling polling;
    private final RereadMessages rereading;

    AskForCode(CreateCodeRequest createCodeRequest, Outbound outbound, UrlPolling polling, RereadMessages rereading) {
        this.createCodeRequest = createCodeRequest;
        this.outbound = outbound;
        this.polling = polling;
        this.rereading = rereading;
    }

    /** The id for a new request. */
    public String newId() {
        return createCodeRequest.newId();
    }

    /**
     * The request as it stands after being made or joined.
     *
     * @param id the id that it gets if it is new
     * @param hold how long this replica holds the caller's connection at most; zero when it does not
     * @throws Problem when it can be neither made nor joined
     */
    public CodeRequest ask(Caller caller, String id, CodeRequestBody body, IdempotencyKey key, Duration hold) {
        refuseForbidden(body);
        CodeRequest created = createCodeRequest.create(caller, id, body, key, hold);
        CodeRequest request = rereading.forRequest(created, WokenBy.REQUEST);
        polling.begin(request);
        return request;
    }

    /**
     * Refuses a forbidden literal address. A name is resolved when it is called, and its addresses are checked then.
     */
    private void refuseForbidden(CodeRequestBody body) {
        String url = body.url();
        if (url != null && Target.of(url).filter(outbound::refusesLiteral).isPresent()) {
            throw Problem.invalid(List.of(new FieldError(
                    "url_blocked",
                    List.of("body", "totp_url"),
                    "The address is not one that everybody on the Internet can reach")));
        }
    }
}
