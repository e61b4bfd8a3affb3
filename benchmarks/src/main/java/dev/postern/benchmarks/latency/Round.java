package dev.postern.benchmarks.latency;

import dev.postern.benchmarks.CannotMeasure;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Messages of one side, one after the other. The requests that wait are made some at a time, ahead and outside of what is
 * timed; a message is pushed once all of them are surely held, and the next one when its answer was read.
 */
final class Round {
    private static final int AHEAD = 20;
    private static final long LONGEST_SECONDS = 30;
    private static final long LOOK_AGAIN_MS = 5;
    private static final long LONGEST_HOLDING_NANOS = Duration.ofSeconds(10).toNanos();

    private final HttpClient http;
    private final TextMessages messages;

    Round(HttpClient http, TextMessages messages) {
        this.http = http;
        this.messages = messages;
    }

    private record Answer(HttpResponse<String> response, long atNanos) {}

    private record Held(TextMessage message, CompletableFuture<Answer> answer) {}

    Times run(Side side, int size) throws IOException, InterruptedException {
        long[] fromSending = new long[size];
        long[] fromAccepted = new long[size];
        int done = 0;
        while (done < size) {
            for (Held held : hold(side, Math.min(AHEAD, size - done))) {
                var push = side.push(held.message());
                long sent = System.nanoTime();
                HttpResponse<String> pushed = http.send(push, BodyHandlers.ofString());
                long accepted = System.nanoTime();
                Answer answer = await(side, held);
                if (pushed.statusCode() != 200 || !isRight(side, held, answer)) {
                    throw new CannotMeasure(side.name() + " answered wrongly: status " + pushed.statusCode()
                            + " to a push, " + answer.response().statusCode() + " to who waited");
                }
                fromSending[done] = answer.atNanos() - sent;
                fromAccepted[done] = answer.atNanos() - accepted;
                done++;
            }
        }
        return new Times(fromSending, fromAccepted);
    }

    private static boolean isRight(Side side, Held held, Answer answer) {
        return answer.response().statusCode() == 200
                && side.isAnswer(answer.response().body(), held.message());
    }

    private List<Held> hold(Side side, int count) throws IOException, InterruptedException {
        List<Held> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            TextMessage message = messages.next();
            all.add(new Held(
                    message,
                    http.sendAsync(side.await(message), BodyHandlers.ofString())
                            .thenApply(response -> new Answer(response, System.nanoTime()))));
        }
        long deadline = System.nanoTime() + LONGEST_HOLDING_NANOS;
        while (waiting(side) != count) {
            if (System.nanoTime() > deadline) {
                throw new CannotMeasure(side.name() + " does not hold the " + count + " requests that were made");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
        }
        return all;
    }

    private int waiting(Side side) throws IOException, InterruptedException {
        HttpResponse<String> told = http.send(side.askWaiting(), BodyHandlers.ofString());
        if (told.statusCode() != 200) {
            throw new CannotMeasure(side.name() + " does not tell who waits: status " + told.statusCode());
        }
        return side.countWaiting(told.body());
    }

    private static Answer await(Side side, Held held) throws InterruptedException {
        try {
            return held.answer().get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new CannotMeasure(side.name() + " did not answer a request that waited: " + e);
        }
    }
}
