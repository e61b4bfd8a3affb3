package dev.postern.benchmarks.history;

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
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** A caller that asks the services directly, one request after the other. */
final class Asking {
    static final int TIMES = 200;
    private static final int WARM_UP = 50;
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LOOKS = 3_000;

    private final HttpClient http;
    private final URI resolver;
    private final URI ingest;
    private final URI metrics;
    private final String apiKey;

    Asking(HttpClient http, LocalSystem system) {
        this.http = http;
        this.resolver = system.url(Service.TOTP_RESOLVER_SERVICE);
        this.ingest = system.url(Service.CODE_INGEST_SERVICE);
        this.metrics =
                system.process(Service.TOTP_RESOLVER_SERVICE).management().resolve("/q/metrics");
        this.apiKey = system.apiKey();
    }

    /** How long answers took, in nanoseconds, in order. */
    long[] time(IntFunction<HttpRequest> request) throws IOException, InterruptedException {
        for (int i = 0; i < WARM_UP; i++) {
            answered(request.apply(i));
        }
        long[] nanos = new long[TIMES];
        for (int i = 0; i < TIMES; i++) {
            HttpRequest next = request.apply(WARM_UP + i);
            long begun = System.nanoTime();
            answered(next);
            nanos[i] = System.nanoTime() - begun;
        }
        Arrays.sort(nanos);
        return nanos;
    }

    /** How many requests {@link #time} makes. */
    static int requests() {
        return WARM_UP + TIMES;
    }

    HttpRequest get(String pathAndQuery) {
        return HttpRequest.newBuilder(resolver.resolve(pathAndQuery))
                .header("x-api-key", apiKey)
                .build();
    }

    HttpRequest askFor(String address, String run) {
        return post(resolver.resolve("/v1/code-requests"), Map.of("totp_identifier", address, "workflow_run_id", run));
    }

    void push(String address, String code) throws IOException, InterruptedException {
        answered(post(
                ingest.resolve("/v1/credentials/totp"),
                Map.of("totp_identifier", address, "content", code + " is your verification code.")));
    }

    /** Waits until this code is the newest of the address. */
    JsonNode awaitListed(String address, String code) throws IOException, InterruptedException {
        HttpRequest request = get("/v1/credentials/totp?totp_identifier=" + address);
        for (int i = 0; i < LOOKS; i++) {
            JsonNode listed = JSON.readTree(answered(request));
            if (listed.path(0).path("code").asText().equals(code)) {
                return listed.get(0);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new CannotMeasure("a pushed code is not in the list");
    }

    /** How many rows the resolver says it has deleted. */
    double deleted() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(metrics).build();
        return http.send(request, HttpResponse.BodyHandlers.ofLines())
                .body()
                .filter(line -> line.startsWith("postern_history_erased_total{") && line.contains("what=\"row\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private HttpRequest post(URI where, Map<String, String> fields) {
        try {
            return HttpRequest.newBuilder(where)
                    .header("x-api-key", apiKey)
                    .header("content-type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(fields)))
                    .build();
        } catch (JsonProcessingException e) {
            throw new CannotMeasure("a request cannot be written");
        }
    }

    private String answered(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new CannotMeasure("an answer has the status " + response.statusCode());
        }
        return response.body();
    }
}
