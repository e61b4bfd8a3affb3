package dev.postern.resolver.authenticator;

import dev.postern.events.internal.AuthenticatorAnswer;
import dev.postern.events.internal.CodeQuestion;
import dev.postern.resolver.internal.CredentialService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalLong;

/** Asks credential-service for codes. Blocks; call it on a virtual thread. */
@ApplicationScoped
class AuthenticatorClient {
    private final CredentialService credentialService;

    AuthenticatorClient(CredentialService credentialService) {
        this.credentialService = credentialService;
    }

    /**
     * Asks for the next code a run may have.
     *
     * @param afterStep the step must be later than this one; empty for any step
     * @throws CredentialService.Unreachable when there is no answer
     */
    AuthenticatorAnswer ask(
            String organizationId, String credentialId, String run, int minRemainingSeconds, OptionalLong afterStep) {
        Long after = afterStep.isPresent() ? Long.valueOf(afterStep.getAsLong()) : null;
        return credentialService
                .ask(
                        new CodeQuestion(organizationId, credentialId, run, minRemainingSeconds, after),
                        AuthenticatorAnswer.class)
                .orElseGet(AuthenticatorAnswer.Unknown::new);
    }
}
