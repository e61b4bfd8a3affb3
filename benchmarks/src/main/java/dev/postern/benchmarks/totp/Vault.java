package dev.postern.benchmarks.totp;

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
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Stores authenticators as their owner would: one call for each. */
final class Vault {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int AT_ONCE = 8;
    private static final long SEED = 20_260_101;

    private final HttpClient http;
    private final URI credentials;
    private final String apiKey;

    Vault(HttpClient http, LocalSystem system) {
        this.http = http;
        this.credentials = system.url(Service.CREDENTIAL_SERVICE).resolve("/v1/credentials");
        this.apiKey = system.apiKey();
    }

    /** So many of them, each with a seed of its own. */
    List<Account> store(int count) throws InterruptedException {
        Random random = new Random(SEED);
        List<Future<Account>> storing = new ArrayList<>(count);
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (int i = 0; i < count; i++) {
                String name = "Account " + i;
                byte[] seed = Account.inventSeed(random);
                storing.add(threads.submit(() -> store(name, seed)));
            }
            List<Account> stored = new ArrayList<>(count);
            for (Future<Account> one : storing) {
                stored.add(one.get());
            }
            return stored;
        } catch (ExecutionException e) {
            throw new CannotMeasure("the credentials cannot be stored: " + e.getCause());
        }
    }

    private Account store(String name, byte[] seed) throws IOException, InterruptedException {
        Map<String, Object> body = Map.of(
                "name",
                name,
                "credential_type",
                "password",
                "credential",
                Map.of(
                        "username",
                        "somebody",
                        "password",
                        "invented",
                        "totp",
                        Account.written(seed),
                        "totp_type",
                        "authenticator"));
        HttpRequest request = HttpRequest.newBuilder(credentials)
                .header("x-api-key", apiKey)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 201) {
            throw new CannotMeasure("one was answered with the status " + response.statusCode());
        }
        JsonNode created = JSON.readTree(response.body());
        return new Account(created.path("credential_id").asText(), seed);
    }
}
