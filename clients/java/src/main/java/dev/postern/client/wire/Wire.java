package dev.postern.client.wire;

import dev.postern.client.error.PosternException;
import dev.postern.client.error.Problem;
import dev.postern.client.error.Unreachable;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sends calls to a server, and sends them again while there is passing trouble: docs/asking-for-a-code.md, "Answers". */
public final class Wire {
    private static final Set<Integer> PASSING_REFUSALS = Set.of(408, 425, 429);
    /** These say that the server will never do it. */
    private static final Set<Integer> FINAL_FAILURES = Set.of(501, 505);
    /** A server that fails in one way each time is not asked for ever. */
    private static final int MOST_INTERNAL_ERRORS = 3;

    private static final long FIRST_PAUSE_MILLIS = 200;
    /** Under the 15 seconds after which a caller counts as gone. */
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private static final int LONGEST_REFUSAL = 65_536;
    private static final Duration CONNECTING = Duration.ofSeconds(5);

    private final Server server;
    private final HttpClient http;

    public Wire(Server server) {
        this(
                server,
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECTING)
                        .build());
    }

    /** With a client of yours, such as one with a proxy or other certificates. It should follow no redirects. */
    public Wire(Server server, HttpClient http) {
        this.server = server;
        this.http = http;
    }

    /** Where the server is, without secrets. */
    public Server server() {
        return server;
    }

    /** Sends a call once, on other threads. Without an answer nothing is done. */
    public void later(Call call, Consumer<Answer> then) {
        CompletableFuture<HttpResponse<String>> sent = begin(call);
        // The JDK's time-out ends with the headers; this one ends with the body.
        var unused = sent.orTimeout(call.patience().toMillis(), TimeUnit.MILLISECONDS)
                .thenAccept(response -> then.accept(answer(response)));
    }

    /**
     * Sends a call once.
     *
     * @throws Unreachable there was no answer. The server may have acted on the call
     */
    public Answer once(Call call) {
        return answer(await(begin(call), call));
    }

    /**
     * Sends a call until it is answered with something other than passing trouble, or the deadline is over. One call is sent in any
     * case.
     *
     * @param call makes each one anew, since a held call asks for the time that is left
     * @param tell is told each failure that is not the last
     */
    public Answer send(Supplier<Call> call, Deadline deadline, Consumer<PosternException> tell) {
        return send(call, deadline, tell, Wire::pause);
    }

    /**
     * As {@link #send(Supplier, Deadline, Consumer)}.
     *
     * @param pause does nothing for so long, before the next try; what it throws ends the trying
     */
    public Answer send(
            Supplier<Call> call, Deadline deadline, Consumer<PosternException> tell, Consumer<Duration> pause) {
        int internalErrors = 0;
        for (int tries = 0; ; tries++) {
            PosternException failure;
            Duration asked = null;
            try {
                Answer answer = once(call.get());
                if (!isPassing(answer.status())) {
                    return answer;
                }
                failure = answer.problem();
                asked = RetryAfter.of(answer.header("retry-after"), RetryAfter.clock(answer.header("date")));
                internalErrors += answer.status() == 500 ? 1 : 0;
            } catch (Unreachable lost) {
                failure = lost;
            }
            Duration left = deadline.remaining();
            if (left.isZero() || internalErrors >= MOST_INTERNAL_ERRORS) {
                throw failure;
            }
            tell.accept(failure);
            // A server that asks for no pause is not asked without one.
            pause.accept(
                    shorter(asked == null || asked.toMillis() < FIRST_PAUSE_MILLIS ? backoff(tries) : asked, left));
        }
    }

    /** Sends a call until it is answered, and checks the answer. */
    public Answer checked(Call call, Duration timeout) {
        return send(() -> call, Deadline.after(timeout), failure -> {}).checked();
    }

    /**
     * Begins a call whose answer is a stream. The patience of the call holds for its beginning.
     *
     * @throws Problem the server refuses
     * @throws Unreachable there was no answer
     */
    public InputStream stream(Call call) {
        HttpResponse<InputStream> response = await(
                http.sendAsync(
                        server.request(call)
                                .setHeader("accept", "text/event-stream")
                                .timeout(call.patience())
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream()),
                call);
        if (response.statusCode() == 200) {
            return response.body();
        }
        try (InputStream body = response.body()) {
            String text = new String(body.readNBytes(LONGEST_REFUSAL), StandardCharsets.UTF_8);
            throw new Answer(response.statusCode(), response.headers(), text).problem();
        } catch (IOException e) {
            throw new Unreachable(e);
        }
    }

    private CompletableFuture<HttpResponse<String>> begin(Call call) {
        return http.sendAsync(
                server.request(call).timeout(call.patience()).build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static <T> T await(CompletableFuture<T> sent, Call call) {
        try {
            return sent.get(call.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new Unreachable(e.getCause());
        } catch (TimeoutException e) {
            sent.cancel(true);
            throw new Unreachable(e);
        } catch (InterruptedException e) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            throw new Interrupted();
        }
    }

    private static Answer answer(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.headers(), response.body());
    }

    /** Whether it is no passing trouble: more time would not help. */
    public static boolean isRefusal(PosternException failure) {
        return failure instanceof Problem problem && !isPassing(problem.status());
    }

    /** Proxies and tunnels have statuses of their own for a server that is away, such as 520 to 530. */
    private static boolean isPassing(int status) {
        return PASSING_REFUSALS.contains(status) || (status >= 500 && !FINAL_FAILURES.contains(status));
    }

    /** Does nothing for so long. */
    public static void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interrupted();
        }
    }

    /** Does nothing for so long, or until something happened. Whether it happened. */
    public static boolean pause(Duration time, CountDownLatch happening) {
        try {
            return happening.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interrupted();
        }
    }

    private static Duration backoff(int tries) {
        long longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(tries, 10));
        return Duration.ofMillis(
                Math.round(longest * ThreadLocalRandom.current().nextDouble(0.8, 1.0)));
    }

    private static Duration shorter(Duration one, @Nullable Duration other) {
        return other == null || one.compareTo(other) < 0 ? one : other;
    }
}
