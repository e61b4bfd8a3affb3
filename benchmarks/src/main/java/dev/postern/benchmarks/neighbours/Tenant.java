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
import java.util.Map;

/**
 * An organisation of its own, by one of its keys, as it asks the services.
 *
 * @param system that is asked
 * @param key of the organisation
 */
record Tenant(LocalSystem system, String key) {
    static final JsonMapper JSON = new JsonMapper();

    /** A new organisation. */
    static Tenant fresh(LocalSystem system, HttpClient client, String name) throws IOException, InterruptedException {
        JsonNode made =
                new Tenant(system, system.operatorKey()).made(client, "/v1/organizations", Map.of("name", name));
        return new Tenant(system, made.at("/api_key/key").asText());
    }

    /** The organisation by another key. */
    Tenant withAnotherKey(HttpClient client, String... scopes) throws IOException, InterruptedException {
        return new Tenant(
                system,
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
        URI address = system.url(service).resolve(path);
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
