package dev.postern.resolver.calling;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.resolver.internal.CredentialService;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Has credential-service sign what is sent: the secret stays there. Blocks. */
@ApplicationScoped
class SignatureClient {
    private final CredentialService credentialService;

    SignatureClient(CredentialService credentialService) {
        this.credentialService = credentialService;
    }

    /**
     * The signatures of a message.
     *
     * @param skyvern over the body alone, in hexadecimal
     * @param webhook over id, time and body, in the form of Standard Webhooks
     */
    record Signatures(String skyvern, String webhook) {}

    /**
     * Signs with the organisation's secret.
     *
     * @param seconds since 1970
     * @throws CredentialService.Unreachable when there is no signature to be had
     */
    Signatures sign(String organizationId, String messageId, long seconds, String body) {
        String path = "/internal/v1/organizations/" + URLEncoder.encode(organizationId, StandardCharsets.UTF_8)
                + "/signatures";
        JsonNode signed = credentialService
                .post(
                        path,
                        credentialService
                                .body()
                                .put("message_id", messageId)
                                .put("timestamp", seconds)
                                .put("body", body))
                .orElseThrow(CredentialService.Unreachable::new);
        return new Signatures(
                signed.path("x_skyvern_signature").asText(),
                signed.path("webhook_signature").asText());
    }
}
