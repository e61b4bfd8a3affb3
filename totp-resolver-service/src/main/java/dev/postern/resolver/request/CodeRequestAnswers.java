package dev.postern.resolver.request;

import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.resolver.claim.CodeRequest;
import dev.postern.resolver.claim.CodeRequests;
import dev.postern.resolver.claim.Delivery;
import dev.postern.resolver.claim.Status;
import dev.postern.resolver.claim.UrlResponse;
import dev.postern.resolver.request.CodeRequestAnswer.WebhookResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens a request for its caller and puts it into a response. */
@ApplicationScoped
class CodeRequestAnswers {
    static final String ROUTE = "/v1/code-requests";
    private static final String WARNING =
            "A code came that is bound to another site than the page's; it was not given. The request still waits";

    private final CodeRequests requests;
    private final PayloadSealer sealer;
    private final Clock clock;

    CodeRequestAnswers(CodeRequests requests, PayloadSealer sealer, Clock clock) {
        this.requests = requests;
        this.sealer = sealer;
        this.clock = clock;
    }

    /**
     * 200 when nothing more will happen, else 202 with the place to look again; once 409 for a code that would have gone
     * into another site's page. Blocks for the last one only.
     */
    Response respond(CodeRequest request, @Nullable String preferenceApplied) {
        if (request.toBeWarned()) {
            requests.warned(request);
            return Response.fromResponse(Problem.of(ProblemType.PAGE_ORIGIN_MISMATCH, WARNING)
                            .toResponse(ROUTE))
                    .header(HttpHeaders.LOCATION, ROUTE + "/" + request.id())
                    .build();
        }
        CodeRequestAnswer answer = answer(request);
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

    /** For a held caller; empty when it left, and then nothing is opened for it. */
    Response respond(Optional<CodeRequest> request, @Nullable String preferenceApplied) {
        return request.map(now -> respond(now, preferenceApplied))
                .orElseGet(() -> Response.noContent().build());
    }

    CodeRequestAnswer answer(CodeRequest request) {
        Delivery delivery = request.delivery();
        String identifierSealed = request.identifierSealed();
        return new CodeRequestAnswer(
                request.id(),
                statusNow(request).wireName(),
                delivery == null ? null : sealer.open(delivery.codeSealed(), delivery.place()),
                delivery == null ? request.wanted() : delivery.type(),
                delivery == null ? null : delivery.source(),
                delivery == null ? null : delivery.totpCodeId(),
                identifierSealed == null ? null : sealer.open(identifierSealed, request.identifierPlace()),
                request.credentialId(),
                request.credentialState(),
                delivery == null ? null : delivery.receivedAt(),
                delivery == null ? null : delivery.validFrom(),
                delivery == null ? null : delivery.validUntil(),
                delivery == null ? null : delivery.evidence(),
                webhookResponses(request),
                request.createdAt(),
                request.expiresAt());
    }

    private static @Nullable List<WebhookResponse> webhookResponses(CodeRequest request) {
        List<UrlResponse> responses = request.urlResponses();
        return responses == null
                ? null
                : responses.stream()
                        .map(response -> new WebhookResponse(
                                response.calledAt(), response.answeredAt(), response.status(), response.result()))
                        .toList();
    }

    /** A request whose time is up is expired, even before the safety timer writes it down. */
    private Status statusNow(CodeRequest request) {
        boolean over =
                request.status() == Status.WAITING && !request.expiresAt().isAfter(clock.instant());
        return over ? Status.EXPIRED : request.status();
    }
}
