package dev.postern.resolver.authenticator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.resolver.internal.CredentialService;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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
     * @param afterStep only a later step will do; empty for any
     * @throws CredentialService.Unreachable when there is no answer
     */
    AuthenticatorAnswer ask(
            String organizationId, String credentialId, String run, int minRemainingSeconds, OptionalLong afterStep) {
        ObjectNode body = credentialService
                .body()
                .put("organization_id", organizationId)
                .put("run", run)
                .put("min_remaining_seconds", minRemainingSeconds);
        afterStep.ifPresent(step -> body.put("after_step", step));
        String path = "/internal/v1/credentials/" + URLEncoder.encode(credentialId, StandardCharsets.UTF_8) + "/code";
        return credentialService
                .post(path, body)
                .map(AuthenticatorClient::read)
                .orElseGet(AuthenticatorAnswer.Unknown::new);
    }

    private static AuthenticatorAnswer read(JsonNode answer) {
        return switch (answer.path("kind").asText()) {
            case "code" ->
                new AuthenticatorAnswer.Code(
                        answer.path("code").asText(),
                        answer.path("step").asLong(),
                        Instant.parse(answer.path("valid_from").asText()),
                        Instant.parse(answer.path("valid_until").asText()));
            case "wait" ->
                new AuthenticatorAnswer.Wait(Instant.parse(answer.path("until").asText()));
            case "received" ->
                new AuthenticatorAnswer.Received(answer.path("totp_identifier").asText());
            case "none" -> new AuthenticatorAnswer.None();
            default -> throw new CredentialService.Unreachable();
        };
    }
}
