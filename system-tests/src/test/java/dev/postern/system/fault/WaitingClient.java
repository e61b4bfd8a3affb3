package dev.postern.system.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.system.Api;
import dev.postern.system.SkyvernServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A login that asks for its code in one of several ways, at any replica, until it has it. */
final class WaitingClient {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String run;
    private final String own;
    private final String address = UUID.randomUUID() + "@example.com";
    private Asking asking = _ -> CompletableFuture.completedFuture("");
    private volatile @Nullable String code;

    private WaitingClient(String run, String own) {
        this.run = run;
        this.own = own;
    }

    /** One call; completes with the code, or empty when the login has to ask again. */
    private interface Asking {
        CompletableFuture<String> at(URI replica);
    }

    /** Posts with an idempotency key, and is held. */
    static WaitingClient polling(Api api, String run, String own) {
        WaitingClient client = new WaitingClient(run, own);
        String key = UUID.randomUUID().toString();
        client.asking = replica -> api.at(replica)
                .postLater("/v1/code-requests", client.body(), "Prefer", "wait=40", "Idempotency-Key", key)
                .thenApply(answer -> code(answer.json()));
        return client;
    }

    /** Makes a request, and follows its stream of events from the last one seen. */
    static WaitingClient following(Api api, String run, String own) {
        WaitingClient client = new WaitingClient(run, own);
        String id = api.post("/v1/code-requests", client.body())
                .json()
                .get("code_request_id")
                .asText();
        String[] lastEventId = {""};
        client.asking = replica -> {
            HttpRequest.Builder request = HttpRequest.newBuilder(replica.resolve("/v1/code-requests/" + id + "/events"))
                    .header("x-api-key", Objects.requireNonNull(api.key()));
            if (!lastEventId[0].isEmpty()) {
                request.header("Last-Event-ID", lastEventId[0]);
            }
            return HTTP.sendAsync(request.build(), HttpResponse.BodyHandlers.ofLines())
                    .thenApply(response -> lastCode(response.body(), lastEventId));
        };
        return client;
    }

    /** Asks as a Skyvern server, which calls an endpoint. */
    static WaitingClient skyvern(Api api, String run, String own) {
        WaitingClient client = new WaitingClient(run, own);
        String signingKey = "the-api-key-of-the-skyvern-organisation";
        String path = SkyvernServer.path(SkyvernServer.endpoint(api, client.address, signingKey));
        client.asking = replica -> SkyvernServer.askLater(
                        api.at(replica), path, signingKey, "{\"workflow_run_id\":\"" + run + "\"}")
                .thenApply(answer -> answer.json().get("verification_code").asText());
        return client;
    }

    String run() {
        return run;
    }

    /** The code that is pushed for it. */
    String own() {
        return own;
    }

    /** The code it got; null until then. */
    @Nullable String code() {
        return code;
    }

    /** Whether it has its code after this call. */
    CompletableFuture<Boolean> call(URI replica) {
        return asking.at(replica).thenApply(answered -> {
            if (!answered.isEmpty()) {
                code = answered;
            }
            return !answered.isEmpty();
        });
    }

    Api.Answer push(Api api) {
        return api.post(
                "/v1/credentials/totp",
                "{\"totp_identifier\":\"" + address + "\",\"content\":\"Your verification code is " + own + "\"}");
    }

    private String body() {
        return "{\"totp_identifier\":\"" + address + "\",\"workflow_run_id\":\"" + run + "\"}";
    }

    private static String code(JsonNode request) {
        return request.path("code").asText("");
    }

    /** Reads until the stream ends. */
    private static String lastCode(Stream<String> lines, String[] lastEventId) {
        String[] found = {""};
        lines.forEach(line -> {
            if (line.startsWith("id:")) {
                lastEventId[0] = line.substring(3).strip();
            } else if (line.startsWith("data:")) {
                found[0] = code(read(line.substring(5)));
            }
        });
        return found[0];
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
