package dev.postern.platform.reading;

import dev.postern.platform.body.ArrivedBody;
import dev.postern.platform.problem.Hindrance;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** The reading of one body. Everything happens on the request's event loop. */
final class BodyReading {
    private static final int FIRST_CAPACITY = 1024;

    private final Vertx vertx;
    private final Pace pace;
    private final BodyBudget budget;
    private final HttpServerRequest request;
    private final Payer payer;
    private final int mostBytes;
    private final CompletableFuture<ArrivedBody> whole = new CompletableFuture<>();
    private final long begun = System.nanoTime();

    private byte[] bytes = {};
    private int length;
    private long timer = -1;
    private Optional<ChunkOverhead> overhead = Optional.empty();

    BodyReading(Vertx vertx, Pace pace, BodyBudget budget, HttpServerRequest request, Payer payer, int mostBytes) {
        this.vertx = vertx;
        this.pace = pace;
        this.budget = budget;
        this.request = request;
        this.payer = payer;
        this.mostBytes = mostBytes;
    }

    CompletionStage<ArrivedBody> begin() {
        if (declared() > mostBytes) {
            fail(Problem.of(ProblemType.PAYLOAD_TOO_LARGE, "Request Entity Too Large"));
        } else if (request.isEnded()) {
            end();
        } else {
            request.exceptionHandler(_ -> fail(Problem.of(ProblemType.BAD_REQUEST, "The body broke off")));
            request.handler(this::take);
            request.endHandler(_ -> end());
            awaitMore();
            overhead = ChunkOverhead.watch(
                    request,
                    () -> length,
                    () -> fail(Problem.of(ProblemType.BAD_REQUEST, "The body is hardly any of what is sent")));
            if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
                request.response().writeContinue();
            }
            request.resume();
        }
        return whole;
    }

    /** The length that the head names; -1 when it names none. The HTTP decoder has refused any that is not a number. */
    private long declared() {
        String declared = request.getHeader("content-length");
        return declared == null ? -1 : Long.parseLong(declared.strip());
    }

    private void take(Buffer chunk) {
        if (whole.isDone()) {
            return;
        }
        long needed = (long) length + chunk.length();
        if (needed > mostBytes) {
            fail(Problem.of(ProblemType.PAYLOAD_TOO_LARGE, "Request Entity Too Large"));
        } else if (needed > bytes.length && !grow((int) needed)) {
            fail(Problem.unavailable(Hindrance.OVERLOADED, "Too many bodies are being read right now"));
        } else {
            chunk.getBytes(bytes, length);
            length = (int) needed;
        }
    }

    /** Doubles, but never beyond what may still come: memory is taken for what came, and not for what was announced. */
    private boolean grow(int needed) {
        long declared = declared();
        int atMost = declared < 0 ? mostBytes : (int) declared;
        int capacity = Math.max(needed, Math.min(atMost, Math.max(FIRST_CAPACITY, 2 * bytes.length)));
        if (!budget.take(payer, bytes.length, capacity - bytes.length)) {
            return false;
        }
        bytes = Arrays.copyOf(bytes, capacity);
        return true;
    }

    private void end() {
        if (!whole.isDone()) {
            stopWatching();
            int held = bytes.length;
            whole.complete(new ArrivedBody(bytes, length, () -> budget.giveBack(payer, held)));
        }
    }

    private void fail(Problem problem) {
        if (!whole.isDone()) {
            stopWatching();
            budget.giveBack(payer, bytes.length);
            bytes = new byte[0];
            whole.completeExceptionally(problem);
        }
    }

    private void stopWatching() {
        vertx.cancelTimer(timer);
        overhead.ifPresent(ChunkOverhead::end);
    }

    private void awaitMore() {
        long left = pace.nanosFor(length) - (System.nanoTime() - begun);
        if (left <= 0) {
            fail(Problem.of(ProblemType.REQUEST_TIMEOUT, "The body came too slowly"));
        } else {
            timer = vertx.setTimer(TimeUnit.NANOSECONDS.toMillis(left) + 1, _ -> awaitMore());
        }
    }
}
