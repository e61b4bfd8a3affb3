package dev.postern.resolver.authenticator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.platform.startup.Findings;
import dev.postern.platform.startup.StartupCheck;
import dev.postern.platform.tracing.TraceParent;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/** Asks credential-service for codes, over its internal listener. Blocks; call it on a virtual thread. */
@ApplicationScoped
class AuthenticatorClient implements StartupCheck {
    private static final String TOKEN_SETTING = "postern.internal.token-file";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(4);

    private final AuthenticatorSettings settings;
    private final ObjectMapper json;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private volatile String token = "";

    AuthenticatorClient(AuthenticatorSettings settings, ObjectMapper json) {
        this.settings = settings;
        this.json = json;
    }

    /** credential-service did not answer as agreed. Says nothing of what it answered. */
    static final class Unreachable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreachable() {
            super("credential-service is out of reach");
        }
    }

    @Override
    public void check(Findings findings) {
        if (settings.tokenFile().isEmpty()) {
            findings.abort(TOKEN_SETTING, "the setting is missing");
            return;
        }
        try {
            token = Files.readString(settings.tokenFile().get()).strip();
        } catch (IOException e) {
            findings.abort(TOKEN_SETTING, "the file cannot be read");
        }
    }

    /**
     * Asks for the next code a run may have.
     *
     * @param afterStep only a later step will do; empty for any
     * @throws Unreachable when there is no answer
     */
    AuthenticatorAnswer ask(
            String organizationId, String credentialId, String run, int minRemainingSeconds, OptionalLong afterStep) {
        ObjectNode body = json.createObjectNode()
                .put("organization_id", organizationId)
                .put("run", run)
                .put("min_remaining_seconds", minRemainingSeconds);
        afterStep.ifPresent(step -> body.put("after_step", step));
        String path = "/internal/v1/credentials/" + URLEncoder.encode(credentialId, StandardCharsets.UTF_8) + "/code";
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.url().resolve(path))
                .timeout(ANSWER_TIMEOUT)
                .header("authorization", "Bearer " + token)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()));
        String traceParent = TraceParent.current();
        if (traceParent != null) {
            request.header("traceparent", traceParent);
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            return switch (response.statusCode()) {
                case 200 -> read(json.readTree(response.body()));
                case 404 -> new AuthenticatorAnswer.Unknown();
                default -> throw new Unreachable();
            };
        } catch (IOException e) {
            throw new Unreachable();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable();
        }
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
            default -> throw new Unreachable();
        };
    }
}
