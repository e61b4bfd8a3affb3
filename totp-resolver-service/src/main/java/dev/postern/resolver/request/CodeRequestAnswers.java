package dev.postern.resolver.request;

import dev.postern.database.Page;
import dev.postern.events.CodeSource;
import dev.postern.events.Evidence;
import dev.postern.events.OtpType;
import dev.postern.platform.access.Caller;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import dev.postern.resolver.claim.Attendance.Listed;
import dev.postern.resolver.claim.CodeRequests;
import dev.postern.resolver.handle.CodeHandle;
import dev.postern.resolver.handle.CodeHandles;
import dev.postern.resolver.hint.Hint;
import dev.postern.resolver.hint.Hints;
import dev.postern.resolver.opening.OpenedCodes;
import dev.postern.resolver.request.CodeRequestAnswer.WebhookResponse;
import dev.postern.resolver.state.Asked;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.Delivery;
import dev.postern.resolver.state.Doubt;
import dev.postern.resolver.state.Status;
import dev.postern.resolver.state.UrlResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens a request for its caller and puts it into a response. */
@ApplicationScoped
class CodeRequestAnswers {
    static final String ROUTE = "/v1/code-requests";
    private static final String WARNING =
            "A code came that is bound to another site than the page's; it was not given. The request still waits";

    // Each is looked up by itself.
    private static final int MOST_HINTED = 20;

    private final CodeRequests requests;
    private final OpenedCodes opened;
    private final Clock clock;
    private final Hints hints;
    private final CodeHandles handles;

    CodeRequestAnswers(CodeRequests requests, OpenedCodes opened, Clock clock, Hints hints, CodeHandles handles) {
        this.handles = handles;
        this.hints = hints;
        this.requests = requests;
        this.opened = opened;
        this.clock = clock;
    }

    /** The answer to a call that did not wait: without hints, which are looked up for those who do. */
    Response respondAtOnce(Caller caller, CodeRequest request, @Nullable String preferenceApplied) {
        return respond(
                request,
                answer(
                        request,
                        given(request),
                        opened.code(caller, request),
                        handle(request),
                        attended(request),
                        request.asked().seenAt(),
                        null),
                preferenceApplied);
    }

    /** The answer to a caller that waited, or asks how the request stands: with hints if it may read codes. */
    Response respond(Caller caller, CodeRequest request, @Nullable String preferenceApplied) {
        return respond(request, answer(caller, request), preferenceApplied);
    }

    /**
     * 200 when nothing more will happen, else 202 with the place to look again. Once 409 for a code that would have
     * gone into another site's page; only this case blocks.
     */
    private Response respond(CodeRequest request, CodeRequestAnswer answer, @Nullable String preferenceApplied) {
        if (request instanceof CodeRequest.Warned warned) {
            requests.warned(warned);
            return Response.fromResponse(Problem.of(ProblemType.PAGE_ORIGIN_MISMATCH, WARNING)
                            .toResponse(ROUTE))
                    .header(HttpHeaders.LOCATION, ROUTE + "/" + request.id())
                    .build();
        }
        boolean waiting = answer.status().equals(Status.WAITING.wireName());
        Response.ResponseBuilder response =
                Response.status(waiting ? 202 : 200).entity(answer).header(HttpHeaders.CACHE_CONTROL, "no-store");
        if (waiting) {
            // Relative: only the caller knows by which base URL it came.
            response.header(HttpHeaders.LOCATION, ROUTE + "/" + request.id());
        }
        if (preferenceApplied != null) {
            response.header("Preference-Applied", preferenceApplied);
        }
        return response.build();
    }

    /** The answer for a held caller; empty when the caller left, and then nothing is opened for it. */
    Response respond(Caller caller, Optional<CodeRequest> request, @Nullable String preferenceApplied) {
        return request.map(now -> respond(caller, now, preferenceApplied))
                .orElseGet(() -> Response.noContent().build());
    }

    /** The request as its caller sees it now, with hints while it waits. */
    CodeRequestAnswer answer(Caller caller, CodeRequest request) {
        return answer(
                request,
                given(request),
                opened.code(caller, request),
                handle(request),
                attended(request),
                request.asked().seenAt(),
                hints.of(request, caller));
    }

    /** Who asks is there. */
    private static @Nullable Boolean attended(CodeRequest request) {
        return request.isFinal() ? null : true;
    }

    /**
     * A page of a list. It tells no code and no handle: who has read a code is known by who asked for its request.
     *
     * @param hinted whose key gets the hints of the first requests, which a look at them one by one would mark as attended; null for
     *     no hints
     */
    CodeRequestsPage page(Page<Listed> page, @Nullable Caller hinted) {
        String next = page.more() ? page.rows().getLast().place().text() : null;
        List<CodeRequestAnswer> answers = new ArrayList<>();
        for (Listed listed : page.rows()) {
            answers.add(listed(listed, answers.size() < MOST_HINTED ? hinted : null));
        }
        return new CodeRequestsPage(answers, next);
    }

    private CodeRequestAnswer listed(Listed listed, @Nullable Caller hinted) {
        CodeRequest request = listed.request();
        return answer(
                request,
                given(request),
                null,
                null,
                request.isFinal() ? null : listed.attended(),
                listed.lastSeenAt(),
                hinted == null ? null : hints.of(request, hinted));
    }

    private CodeRequestAnswer answer(
            CodeRequest request,
            Given given,
            @Nullable String code,
            @Nullable CodeHandle handle,
            @Nullable Boolean attended,
            Instant lastSeenAt,
            @Nullable List<Hint> hinted) {
        Asked asked = request.asked();
        Asked.Credential credential = asked.credential();
        return new CodeRequestAnswer(
                asked.id(),
                statusNow(request).wireName(),
                code,
                handle == null ? null : handle.text(),
                handle == null ? null : handle.expiresAt(),
                given.type() == null ? asked.wanted() : given.type(),
                given.source(),
                given.totpCodeId(),
                opened.identifier(asked),
                credential == null ? null : credential.id(),
                asked.publicRun(),
                asked.run().workflowRunId(),
                asked.run().taskId(),
                credential == null ? null : credential.state(),
                given.receivedAt(),
                given.validFrom(),
                given.validUntil(),
                given.evidence(),
                given.doubt(),
                webhookResponses(asked.urlResponses()),
                asked.createdAt(),
                asked.expiresAt(),
                attended,
                lastSeenAt,
                hinted);
    }

    private @Nullable CodeHandle handle(CodeRequest request) {
        return request instanceof CodeRequest.Delivered(Asked asked, Delivery.Known _) && asked.isUnredeemed()
                ? handles.handle(asked.organizationId(), asked.id())
                : null;
    }

    private Given given(CodeRequest request) {
        return request instanceof CodeRequest.HasCode has ? given(has.delivery()) : Given.NOTHING;
    }

    private Given given(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Received received ->
                new Given(
                        received.type(),
                        CodeSource.RECEIVED,
                        received.totpCodeId(),
                        received.receivedAt(),
                        null,
                        received.validUntil(),
                        received.evidence(),
                        received.doubt());
            case Delivery.Authenticator(Delivery.SealedCode _, Instant validFrom, Instant validUntil) ->
                new Given(OtpType.TOTP, CodeSource.AUTHENTICATOR, null, null, validFrom, validUntil, null, null);
            case Delivery.TotpUrl url ->
                new Given(
                        url.type(),
                        CodeSource.TOTP_URL,
                        null,
                        url.receivedAt(),
                        null,
                        url.validUntil(),
                        url.evidence(),
                        url.doubt());
            case Delivery.Erased _ -> Given.NOTHING;
        };
    }

    private static @Nullable List<WebhookResponse> webhookResponses(@Nullable List<UrlResponse> responses) {
        return responses == null
                ? null
                : responses.stream()
                        .map(response -> new WebhookResponse(
                                response.calledAt(), response.answeredAt(), response.status(), response.result()))
                        .toList();
    }

    /** A request whose time is up counts as expired even before the safety timer stores that. */
    Status statusNow(CodeRequest request) {
        boolean over =
                request instanceof CodeRequest.Waiting && !request.expiresAt().isAfter(clock.instant());
        return over ? Status.EXPIRED : request.status();
    }

    /** The part of an answer that describes the code; what the source does not know is null. */
    private record Given(
            @Nullable OtpType type,
            @Nullable CodeSource source,
            @Nullable String totpCodeId,
            @Nullable Instant receivedAt,
            @Nullable Instant validFrom,
            @Nullable Instant validUntil,
            @Nullable Evidence evidence,
            @Nullable Doubt doubt) {
        private static final Given NOTHING = new Given(null, null, null, null, null, null, null, null);
    }
}
