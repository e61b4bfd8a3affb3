package dev.postern.benchmarks.neighbours;

import dev.postern.benchmarks.CannotMeasure;
import dev.postern.local.Service;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/**
 * One organisation that takes all it may on five fronts, by two keys, since one key may have three quarters only. Where it is refused
 * it asks again when it is told to.
 */
final class Flood implements AutoCloseable {
    /** What can be flooded: streams of events, held requests, pushes, requests that are made, lists that are read. */
    static final List<String> FRONTS = List.of("stream", "held", "push", "made", "list");

    private static final int STREAMS_OF_A_CONNECTION = 90;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final List<Tenant> keys;
    private final List<HttpClient> holding = new ArrayList<>();
    private final HttpClient asking;
    private final Map<String, AtomicLong> answers = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();

    /**
     * How much of each.
     *
     * @param held requests that are held
     * @param streams of events
     * @param callers that push, make requests and read lists without a pause, each on a connection
     */
    record Size(int held, int streams, int callers) {}

    Flood(List<Tenant> keys) {
        this.keys = keys;
        this.asking =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    /**
     * Begins; it takes a while until everything is held.
     *
     * @param fronts which of {@link #FRONTS}
     */
    void begin(Size size, Set<String> fronts) {
        int connections = Math.max(1, (size.held() + size.streams()) / STREAMS_OF_A_CONNECTION);
        for (int i = 0; i < connections; i++) {
            holding.add(
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build());
        }
        for (String front : fronts) {
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

    /** How many answers each front got, by status. */
    Map<String, AtomicLong> answers() {
        return new TreeMap<>(answers);
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
            threads.add(Thread.ofVirtual().name("flood-" + front).start(() -> repeat(client, front, number, request)));
        }
    }

    private void repeat(HttpClient client, String front, int number, IntFunction<HttpRequest.Builder> request) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                HttpResponse<Void> answer = client.send(request.apply(number).build(), BodyHandlers.discarding());
                count(front + " " + answer.statusCode());
                if (answer.statusCode() == 429 || answer.statusCode() == 503) {
                    Thread.sleep(LONGEST_PAUSE);
                }
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

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        holding.forEach(HttpClient::shutdownNow);
        asking.shutdownNow();
    }
}
