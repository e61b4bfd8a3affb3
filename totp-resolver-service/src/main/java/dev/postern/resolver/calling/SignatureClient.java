package dev.postern.resolver.calling;

import dev.postern.events.internal.MessageToSign;
import dev.postern.events.internal.Signatures;
import dev.postern.resolver.internal.CredentialService;
import jakarta.enterprise.context.ApplicationScoped;

/** Has credential-service sign a call, since the secret stays there. Blocks. */
@ApplicationScoped
class SignatureClient {
    private final CredentialService credentialService;

    SignatureClient(CredentialService credentialService) {
        this.credentialService = credentialService;
    }

    /**
     * Signs with the organisation's secret.
     *
     * @param seconds since 1970
     * @throws CredentialService.Unreachable when credential-service gives no signature
     */
    Signatures sign(String organizationId, String messageId, long seconds, String body) {
        return credentialService
                .ask(new MessageToSign(organizationId, messageId, seconds, body), Signatures.class)
                .orElseThrow(CredentialService.Unreachable::new);
    }
}
