package dev.postern.benchmarks.waiters;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Workers that ask and wait, and ask again when an answer says that there is no code yet, as a worker does. */
final class Asking implements AutoCloseable {
    /** Below what the resolver lets one connection have. */
    private static final int STREAMS = 900;

    private static final JsonMapper JSON = new JsonMapper();

    private final List<HttpClient> clients = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final HttpClient pushing;
    private final URI requests;
    private final URI pushes;
    private final URI metrics;
    private final String apiKey;
    private final HeldBy by;

    Asking(LocalSystem system, int count, HttpClient.Version http, HeldBy by) throws IOException, InterruptedException {
        this.requests = system.url(Service.TOTP_RESOLVER_SERVICE).resolve("/v1/code-requests");
        this.pushes = system.url(Service.CODE_INGEST_SERVICE).resolve("/v1/credentials/totp");
        this.metrics =
                system.process(Service.TOTP_RESOLVER_SERVICE).management().resolve("/q/metrics");
        this.apiKey = system.apiKey();
        this.by = by;
        this.pushing = client(HttpClient.Version.HTTP_1_1);
        boolean streams = http == HttpClient.Version.HTTP_2;
        int connections = streams ? (count + STREAMS - 1) / STREAMS : 1;
        for (int i = 0; i < connections; i++) {
            HttpClient client = client(http);
            // Without TLS a connection is upgraded by its first request; what is sent meanwhile opens others.
            var _ = sent(client, get(requests + "?status=waiting").build());
            clients.add(client);
        }
    }

    private HttpClient client(HttpClient.Version version) {
        return HttpClient.newBuilder().version(version).executor(threads).build();
    }

    /** Makes a request and holds on to it until there is a code. */
    void wait(Login login) {
        HttpClient client = clients.get(login.number() % clients.size());
        var making = post(requests, Map.of("totp_identifier", login.address(), "workflow_run_id", login.run()));
        switch (by) {
            case ANSWER -> hold(client, making, login);
            case EVENTS -> follow(client, making, login);
        }
    }

    private void follow(HttpClient client, HttpRequest.Builder making, Login login) {
        var _ = client.sendAsync(making.build(), BodyHandlers.ofString())
                .thenCompose(made -> {
                    String id = tree(made).path("code_request_id").asText();
                    return client.sendAsync(
                            get(requests + "/" + id + "/events").build(),
                            BodyHandlers.fromLineSubscriber(new Following(login)));
                })
                .whenComplete((response, failure) -> {
                    if (failure != null) {
                        login.code().completeExceptionally(failure);
                    } else if (response.statusCode() != 200) {
                        login.code().completeExceptionally(refused(response));
                    }
                });
    }

    private void hold(HttpClient client, HttpRequest.Builder request, Login login) {
        var _ = client.sendAsync(request.copy().setHeader("prefer", "wait=55").build(), BodyHandlers.ofString())
                .whenComplete((response, failure) -> {
                    long now = System.nanoTime();
                    if (failure != null) {
                        login.code().completeExceptionally(failure);
                        return;
                    }
                    JsonNode answer = tree(response);
                    switch (response.statusCode()) {
                        case 200 ->
                            login.code()
                                    .complete(
                                            new Login.Given(answer.path("code").asText(), now));
                        case 202 -> {
                            String id = answer.path("code_request_id").asText();
                            hold(client, get(requests + "/" + id), login);
                        }
                        // Too many at once for now: a worker asks again.
                        case 503 ->
                            CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, threads)
                                    .execute(() -> hold(client, request, login));
                        default -> login.code().completeExceptionally(refused(response));
                    }
                });
    }

    private static CannotMeasure refused(HttpResponse<?> response) {
        return new CannotMeasure("a login was answered with the status " + response.statusCode());
    }

    /** Brings the login's code; returns when the push was answered. */
    void push(Login login) throws IOException, InterruptedException {
        var _ = sent(
                pushing,
                post(
                                pushes,
                                Map.of(
                                        "totp_identifier",
                                        login.address(),
                                        "content",
                                        "Your verification code is " + login.expected()
                                                + ". Never share it with anyone."))
                        .build());
    }

    /** Whether anybody waits; cheaper for the resolver to tell than how many it holds. */
    boolean anybodyWaits() throws IOException, InterruptedException {
        JsonNode listed = sent(pushing, get(requests + "?status=waiting").build());
        return !listed.path("code_requests").isEmpty();
    }

    /** How many requests the resolver says it holds. */
    int held() throws IOException, InterruptedException {
        return (int) pushing.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofLines())
                .body()
                .filter(line -> line.startsWith("postern_code_requests_held"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private HttpRequest.Builder get(String uri) {
        return HttpRequest.newBuilder(URI.create(uri)).header("x-api-key", apiKey);
    }

    private HttpRequest.Builder post(URI uri, Map<String, String> fields) {
        try {
            return get(uri.toString())
                    .header("content-type", "application/json")
                    .POST(BodyPublishers.ofString(JSON.writeValueAsString(fields)));
        } catch (JsonProcessingException e) {
            throw new CannotMeasure("a request cannot be written");
        }
    }

    private static JsonNode sent(HttpClient client, HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new CannotMeasure("an answer has the status " + response.statusCode());
        }
        return tree(response);
    }

    private static JsonNode tree(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new CannotMeasure("an answer with the status " + response.statusCode() + " is no JSON");
        }
    }

    @Override
    public void close() {
        clients.forEach(HttpClient::shutdownNow);
        pushing.shutdownNow();
        threads.shutdownNow();
    }
}
