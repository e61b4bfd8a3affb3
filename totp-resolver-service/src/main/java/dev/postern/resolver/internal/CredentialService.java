package dev.postern.resolver.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.platform.startup.Findings;
import dev.postern.platform.startup.StartupCheck;
import dev.postern.platform.tracing.TraceParent;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;

/** Asks credential-service over its internal listener. Blocks; call it on a virtual thread. */
@ApplicationScoped
public class CredentialService implements StartupCheck {
    private static final String TOKEN_SETTING = "postern.internal.token-file";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(4);

    private final InternalSettings settings;
    private final ObjectMapper json;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private volatile String token = "";

    CredentialService(InternalSettings settings, ObjectMapper json) {
        this.settings = settings;
        this.json = json;
    }

    /** credential-service did not answer as agreed. Says nothing of what it answered. */
    public static final class Unreachable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Unreachable() {
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

    /** An empty body, to be filled. */
    public ObjectNode body() {
        return json.createObjectNode();
    }

    /**
     * Posts to a path of the listener.
     *
     * @return the answer; empty for 404, which says that there is no such thing
     * @throws Unreachable when there is no other answer that is as agreed
     */
    public Optional<JsonNode> post(String path, ObjectNode body) {
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
                case 200 -> Optional.of(json.readTree(response.body()));
                case 404 -> Optional.empty();
                default -> throw new Unreachable();
            };
        } catch (IOException e) {
            throw new Unreachable();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable();
        }
    }
}
