package dev.postern.resolver.authenticator;

import dev.postern.events.internal.AuthenticatorAnswer;
import dev.postern.events.internal.CodeQuestion;
import dev.postern.resolver.internal.CredentialService;
import jakarta.enterprise.context.ApplicationScoped;

/** Asks credential-service for codes. Blocks; call it on a virtual thread. */
@ApplicationScoped
class AuthenticatorClient {
    private final CredentialService credentialService;

    AuthenticatorClient(CredentialService credentialService) {
        this.credentialService = credentialService;
    }

    /**
     * Asks for the next code a run may have.
     * @throws CredentialService.Unreachable when there is no answer
     */
    AuthenticatorAnswer ask(CodeQuestion question) {
        return credentialService.ask(question, AuthenticatorAnswer.class).orElseGet(AuthenticatorAnswer.Unknown::new);
    }
}
