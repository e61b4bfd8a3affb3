package dev.postern.benchmarks.neighbours;

import dev.postern.benchmarks.CannotMeasure;
import dev.postern.local.Service;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/**
 * One organisation that takes all it may on five fronts, by two keys, since one key may have three quarters only. Where it is refused
 * it asks again when it is told to. A process of its own: what it costs its sender is not counted as a wait for Postern.
 */
final class Flood {
    private static final int STREAMS_OF_A_CONNECTION = 90;

    private final List<Tenant> keys;
    private final List<HttpClient> holding = new ArrayList<>();
    private final HttpClient asking;
    private final Map<String, AtomicLong> answers = new ConcurrentHashMap<>();

    private Flood(List<Tenant> keys) {
        this.keys = keys;
        this.asking =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    /** Reads a {@link FloodPlan} from standard input, goes on until the input ends, and prints how it was answered. */
    public static void main(String[] arguments) throws IOException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        FloodPlan plan = FloodPlan.read(input.readLine());
        Flood flood = new Flood(plan.tenants());
        flood.begin(plan);
        while (input.readLine() != null) {
            // Until the end.
        }
        System.out.println(new TreeMap<>(flood.answers));
        Runtime.getRuntime().halt(0);
    }

    /** Begins; it takes a while until everything is held. */
    private void begin(FloodPlan size) {
        int connections = Math.max(1, (size.held() + size.streams()) / STREAMS_OF_A_CONNECTION);
        for (int i = 0; i < connections; i++) {
            holding.add(
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build());
        }
        for (String front : size.fronts()) {
            switch (front) {
                case "stream" ->
                    start(size.streams(), front, i -> key(i).get(Service.TOTP_RESOLVER_SERVICE, "/v1/codes/events"));
                case "held" ->
                    start(size.held(), front, i -> key(i).ask("held" + i + "@flood.example", "held_" + i, 55));
                case "push" ->
                    start(size.callers(), front, i -> key(i).push("push" + i % 50 + "@flood.example", code()));
                case "made" ->
                    start(
                            size.callers(),
                            front,
                            i -> key(i).ask("made" + i + "@flood.example", "made_" + code() + code(), 0));
                case "list" ->
                    start(
                            size.callers(),
                            front,
                            i -> key(i).get(Service.CREDENTIAL_SERVICE, "/v1/credentials?page_size=100"));
                default -> throw new CannotMeasure("there is no front " + front);
            }
        }
    }

    private Tenant key(int number) {
        return keys.get(number % keys.size());
    }

    private static String code() {
        return Integer.toString(ThreadLocalRandom.current().nextInt(100_000, 1_000_000));
    }

    private void start(int count, String front, IntFunction<HttpRequest.Builder> request) {
        boolean held = front.equals("held") || front.equals("stream");
        for (int i = 0; i < count; i++) {
            int number = i;
            HttpClient client = held ? holding.get(number % holding.size()) : asking;
            Thread.ofVirtual().name("flood-" + front).start(() -> repeat(client, front, number, request));
        }
    }

    private void repeat(HttpClient client, String front, int number, IntFunction<HttpRequest.Builder> request) {
        try {
            while (true) {
                HttpResponse<Void> answer = client.send(request.apply(number).build(), BodyHandlers.discarding());
                count(front + " " + answer.statusCode());
                Thread.sleep(Duration.ofSeconds(
                        answer.headers().firstValueAsLong("retry-after").orElse(0)));
            }
        } catch (IOException e) {
            count(front + " broken");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void count(String what) {
        answers.computeIfAbsent(what, _ -> new AtomicLong()).incrementAndGet();
    }
}
