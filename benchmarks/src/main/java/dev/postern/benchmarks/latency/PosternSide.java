package dev.postern.benchmarks.latency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.postern.benchmarks.CannotMeasure;
import dev.postern.local.LocalSystem;
import dev.postern.local.Service;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;

/** Postern, by one of the ways to it; each message to an address and a run of its own. */
final class PosternSide implements Side {
    private static final JsonMapper JSON = new JsonMapper();

    private final String name;
    private final URI requests;
    private final URI pushes;
    private final String apiKey;

    private PosternSide(String name, URI requests, URI pushes, String apiKey) {
        this.name = name;
        this.requests = requests.resolve("/v1/code-requests");
        this.pushes = pushes.resolve("/v1/credentials/totp");
        this.apiKey = apiKey;
    }

    /** The services themselves; the login waits on the replica that takes the events. */
    static PosternSide direct(LocalSystem system) {
        return new PosternSide("direct", system.resolver(0), system.url(Service.CODE_INGEST_SERVICE), system.apiKey());
    }

    /** The same replica and the same events, both through the gateway. */
    static PosternSide throughTheGateway(LocalSystem system) {
        return new PosternSide("gateway", system.gateway(), system.gateway(), system.apiKey());
    }

    /** The services themselves; the login waits on the replica that takes no events. */
    static PosternSide onAnotherReplica(LocalSystem system) {
        return new PosternSide(
                "other replica", system.resolver(1), system.url(Service.CODE_INGEST_SERVICE), system.apiKey());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public HttpRequest await(TextMessage message) {
        return post(requests, Map.of("totp_identifier", address(message), "workflow_run_id", "wr_" + message.id()))
                .header("Prefer", "wait=30")
                .build();
    }

    @Override
    public HttpRequest askWaiting() {
        return HttpRequest.newBuilder(URI.create(requests + "?status=waiting"))
                .header("x-api-key", apiKey)
                .build();
    }

    @Override
    public int countWaiting(String body) {
        return tree(body).path("code_requests").size();
    }

    @Override
    public HttpRequest push(TextMessage message) {
        return post(pushes, Map.of("totp_identifier", address(message), "content", message.text()))
                .build();
    }

    @Override
    public boolean isAnswer(String body, TextMessage message) {
        return tree(body).path("code").asText().equals(message.code());
    }

    private HttpRequest.Builder post(URI where, Map<String, String> fields) {
        try {
            return HttpRequest.newBuilder(where)
                    .header("x-api-key", apiKey)
                    .header("content-type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(fields)));
        } catch (JsonProcessingException e) {
            throw new CannotMeasure("a request cannot be written");
        }
    }

    private static JsonNode tree(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new CannotMeasure("an answer of Postern is no JSON");
        }
    }

    private static String address(TextMessage message) {
        return message.id() + "@example.com";
    }
}
