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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs that come whether or not those before have their answer. A time begins when the request was due, so it includes
 * the wait in a queue, ours or the service's.
 */
final class Arrivals {
    private static final JsonMapper JSON = new JsonMapper();
    private static final long BETWEEN_NANOS = 1_000_000_000L / TotpOptions.PER_SECOND;
    private static final int AT_ONCE = 4;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final HttpClient http;
    private final URI requests;
    private final String apiKey;

    Arrivals(HttpClient http, LocalSystem system) {
        this.http = http;
        this.requests = system.url(Service.TOTP_RESOLVER_SERVICE).resolve("/v1/code-requests");
        this.apiKey = system.apiKey();
    }

    /** So many runs, a few at once, as fast as they are answered: at the rate a service that is cold would only queue. */
    List<Given> warmUp(List<Account> accounts, int count) throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Given>> asked = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                Account account = accounts.get(i % accounts.size());
                HttpRequest request = request(account, "wr_" + i);
                asked.add(threads.submit(() -> ask(account, request, System.nanoTime())));
            }
            return answers(asked);
        }
    }

    /** So many runs, at the rate, by turns at the accounts from that one on; their answers in the order in which they were due. */
    List<Given> ask(List<Account> accounts, int from, int count) throws InterruptedException {
        List<HttpRequest> prepared = new ArrayList<>(count);
        for (int i = from; i < from + count; i++) {
            prepared.add(request(accounts.get(i % accounts.size()), "wr_" + i));
        }
        List<Future<Given>> asked = new ArrayList<>(count);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long first = System.nanoTime();
            for (int i = 0; i < count; i++) {
                Account account = accounts.get((from + i) % accounts.size());
                HttpRequest request = prepared.get(i);
                long due = first + i * BETWEEN_NANOS;
                awaitUntil(due);
                asked.add(threads.submit(() -> ask(account, request, due)));
            }
            return answers(asked);
        }
    }

    private static List<Given> answers(List<Future<Given>> asked) throws InterruptedException {
        List<Given> all = new ArrayList<>(asked.size());
        try {
            for (Future<Given> one : asked) {
                all.add(one.get());
            }
        } catch (ExecutionException e) {
            throw new CannotMeasure("a run was not answered: " + e.getCause());
        }
        return all;
    }

    private Given ask(Account account, HttpRequest request, long due) throws IOException, InterruptedException {
        long sent = System.nanoTime();
        HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
        long answered = System.nanoTime();
        JsonNode answer = JSON.readTree(response.body());
        return Given.of(account, response.statusCode(), answer, answered - due, sent - due);
    }

    private HttpRequest request(Account account, String run) {
        try {
            byte[] body =
                    JSON.writeValueAsBytes(Map.of("credential_id", account.credentialId(), "workflow_run_id", run));
            return HttpRequest.newBuilder(requests)
                    .header("x-api-key", apiKey)
                    .header("content-type", "application/json")
                    .timeout(LONGEST)
                    .POST(BodyPublishers.ofByteArray(body))
                    .build();
        } catch (IOException e) {
            throw new CannotMeasure("a request cannot be written");
        }
    }

    private static void awaitUntil(long due) throws InterruptedException {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
