package dev.postern.benchmarks.neighbours;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.postern.benchmarks.CannotMeasure;
import dev.postern.local.LocalSystem;
import dev.postern.local.Service;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * An organisation of its own, by one of its keys, as it asks the services.
 *
 * @param services that are asked, each at its own address
 * @param key of the organisation
 */
record Tenant(Map<Service, URI> services, String key) {
    static final JsonMapper JSON = new JsonMapper();

    /** The operator, who makes organisations. */
    static Tenant operator(LocalSystem system) {
        Map<Service, URI> services = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            services.put(service, system.url(service));
        }
        return new Tenant(services, system.operatorKey());
    }

    /** A new organisation, made by the operator. */
    Tenant fresh(HttpClient client, String name) throws IOException, InterruptedException {
        JsonNode made = made(client, "/v1/organizations", Map.of("name", name));
        return new Tenant(services, made.at("/api_key/key").asText());
    }

    /** How much of something the organisation may have at once. */
    int most(HttpClient client, Service service, String limit) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(get(service, "/v1/limits").build(), BodyHandlers.ofString());
        for (JsonNode each : tree(answer.body()).path("limits")) {
            if (each.path("limit").asText().equals(limit)) {
                return each.at("/organization/most").asInt();
            }
        }
        throw new CannotMeasure("no limit is told of " + limit);
    }

    /** The organisation by another key. */
    Tenant withAnotherKey(HttpClient client, String... scopes) throws IOException, InterruptedException {
        return new Tenant(
                services,
                made(client, "/v1/api-keys", Map.of("name", "second", "scopes", scopes))
                        .path("key")
                        .asText());
    }

    private JsonNode made(HttpClient client, String path, Object body) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client.send(post(Service.CREDENTIAL_SERVICE, path, body).build(), BodyHandlers.ofString());
        if (answer.statusCode() != 201) {
            throw new CannotMeasure("an organisation or key was not made: " + answer.statusCode());
        }
        return tree(answer.body());
    }

    HttpRequest.Builder get(Service service, String path) {
        URI address = Objects.requireNonNull(services.get(service)).resolve(path);
        return HttpRequest.newBuilder(address).header("x-api-key", key);
    }

    HttpRequest.Builder post(Service service, String path, Object body) {
        try {
            return get(service, path)
                    .header("content-type", "application/json")
                    .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
        } catch (JsonProcessingException e) {
            throw new CannotMeasure("a request cannot be written");
        }
    }

    HttpRequest.Builder push(String address, String code) {
        return post(
                Service.CODE_INGEST_SERVICE,
                "/v1/credentials/totp",
                Map.of("totp_identifier", address, "content", "Your verification code is " + code + "."));
    }

    HttpRequest.Builder ask(String address, String run, int waitSeconds) {
        return post(
                        Service.TOTP_RESOLVER_SERVICE,
                        "/v1/code-requests",
                        Map.of("totp_identifier", address, "workflow_run_id", run))
                .header("prefer", "wait=" + waitSeconds);
    }

    HttpRequest.Builder hold(String request, int waitSeconds) {
        return get(Service.TOTP_RESOLVER_SERVICE, "/v1/code-requests/" + request)
                .header("prefer", "wait=" + waitSeconds);
    }

    static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new CannotMeasure("an answer is no JSON");
        }
    }

    @Override
    public String toString() {
        return "Tenant[***]";
    }
}
