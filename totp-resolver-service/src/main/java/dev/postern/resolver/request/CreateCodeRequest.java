package dev.postern.resolver.request;

import dev.postern.events.internal.AuthenticatorAnswer;
import dev.postern.platform.access.Caller;
import dev.postern.platform.problem.FieldError;
import dev.postern.platform.problem.Hindrance;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.platform.sealing.IndexKey.Noting;
import dev.postern.resolver.authenticator.AuthenticatorTurns;
import dev.postern.resolver.claim.CodeRequests;
import dev.postern.resolver.claim.CodeRequests.Creation;
import dev.postern.resolver.idempotency.IdempotencyKey;
import dev.postern.resolver.site.Sites;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.CredentialState;
import dev.postern.resolver.state.NewCodeRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stores a code request, or joins the one that its idempotency key stands for. A credential's seed is asked first, as
 * in Skyvern ({@code resolve_otp_value} in {@code skyvern/services/otp_service.py}). The request waits for a message
 * only when there is no seed.
 */
@ApplicationScoped
class CreateCodeRequest {
    private final CodeRequests requests;
    private final AuthenticatorTurns turns;
    private final Drafts drafts;
    private final IndexKey indexKey;

    CreateCodeRequest(CodeRequests requests, AuthenticatorTurns turns, Drafts drafts, IndexKey indexKey) {
        this.requests = requests;
        this.turns = turns;
        this.drafts = drafts;
        this.indexKey = indexKey;
    }

    /** The id for a new request. */
    String newId() {
        return drafts.newId();
    }

    /**
     * The request as it stands after being made or joined.
     *
     * @param id the id that it gets if it is new
     * @param hold how long this replica holds the caller's connection at most; zero when it does not
     * @throws Problem when it can be neither made nor joined
     */
    CodeRequest create(Caller caller, String id, CodeRequestBody body, IdempotencyKey key, Duration hold) {
        Drafts.Draft draft = drafts.draft(caller, id, body, key, hold);
        String credentialId = body.credentialId();
        if (credentialId == null) {
            return settled(requests.create(draft.withIdentifier(body.identifier())));
        }
        NewCodeRequest withoutIdentifier = draft.withIdentifier(null);
        if (key.value() != null) {
            Optional<Creation> known = requests.ofKey(withoutIdentifier);
            if (known.isPresent()) {
                return settled(known.get());
            }
        }
        return byCredential(draft, body, withoutIdentifier, credentialId);
    }

    private CodeRequest byCredential(
            Drafts.Draft draft, CodeRequestBody body, NewCodeRequest request, String credentialId) {
        @Nullable String identifier = body.identifier();
        Optional<AuthenticatorAnswer> answer = turns.ask(request, credentialId);
        if (answer.isEmpty()) {
            return withoutCredentialService(draft.withIdentifier(identifier));
        }
        return switch (answer.get()) {
            case AuthenticatorAnswer.Code code -> settled(turns.make(request.withoutUrl(), code));
            case AuthenticatorAnswer.Wait turn -> {
                // A received code may also come first.
                CodeRequest created =
                        settled(requests.create(draft.withIdentifier(identifier).askingForSteps()));
                turns.await(created, turn);
                yield created;
            }
            case AuthenticatorAnswer.Received(String stored, @Nullable String siteHost) ->
                settled(requests.create(
                        atSite(draft.withIdentifier(identifier == null ? stored : identifier), siteHost)));
            case AuthenticatorAnswer.None() -> {
                if (identifier == null && body.url() == null) {
                    throw Problem.invalid(List.of(new FieldError(
                            "no_second_factor",
                            List.of("body", "credential_id"),
                            "The credential has no second factor that gives a code")));
                }
                yield settled(requests.create(draft.withIdentifier(identifier).with(CredentialState.UNUSABLE)));
            }
            case AuthenticatorAnswer.Unknown() -> throw Problem.of(ProblemType.NOT_FOUND, "Credential not found");
        };
    }

    private NewCodeRequest atSite(NewCodeRequest request, @Nullable String siteHost) {
        Noting hashes = indexKey.noting();
        List<String> keys = Sites.of(request.organizationId(), siteHost, hashes.key());
        return request.atSite(keys, hashes.others());
    }

    /** The request waits for the other sources it named, and the credential is asked later. */
    private CodeRequest withoutCredentialService(NewCodeRequest request) {
        if (request.matchKey() == null && request.urlSealed() == null) {
            throw Problem.unavailable(Hindrance.SERVICE_AWAY, "credential-service is out of reach");
        }
        CodeRequest created = settled(requests.create(request.askingForSteps().with(CredentialState.UNREACHABLE)));
        if (created.id().equals(request.id())) {
            turns.askLater(created);
        }
        return created;
    }

    private static CodeRequest settled(Creation creation) {
        return switch (creation) {
            case Creation.Created(CodeRequest request) -> request;
            case Creation.Joined(CodeRequest request) -> request;
            case Creation.KeyReused() ->
                throw Problem.of(ProblemType.IDEMPOTENCY_KEY_REUSED, "The key belongs to a request with another body");
        };
    }
}
