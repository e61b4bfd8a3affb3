package dev.postern.resolver.outbound;

import dev.postern.resolver.outbound.Outcome.Answered;
import dev.postern.resolver.outbound.Outcome.Failed;
import dev.postern.resolver.outbound.Outcome.Failure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.tracing.TracingPolicy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One post to one checked address. The name that led to the address is still the Host, the TLS server name and the name
 * that the certificate must show.
 */
final class PinnedCalls {
    private static final int CONNECT_TIMEOUT_MS = 5_000;
    // Each call has a connection of its own: no open connection outlives the check of its address.
    private static final int MOST_CONNECTIONS = 10_000;

    private final HttpClient client;

    PinnedCalls(Vertx vertx) {
        this(vertx, new HttpClientOptions());
    }

    /** Takes the options of a test, such as a certificate to trust. */
    PinnedCalls(Vertx vertx, HttpClientOptions options) {
        this.client = vertx.httpClientBuilder()
                .with(options.setConnectTimeout(CONNECT_TIMEOUT_MS)
                        .setKeepAlive(false)
                        .setPipelining(false)
                        // A user's server is not part of our traces, and they must not show its address.
                        .setTracingPolicy(TracingPolicy.IGNORE)
                        .setVerifyHost(true))
                .with(new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS))
                // By default, Vert.x logs answers that it cannot parse, and so a stranger's text.
                .withConnectHandler(connection -> connection.exceptionHandler(_ -> {}))
                .build();
    }

    /**
     * A post to send.
     *
     * @param deadline by {@link System#nanoTime()}
     */
    @SuppressWarnings("ArrayRecordComponent") // Sent once, never compared.
    record Call(Target target, Map<String, String> headers, byte[] body, int mostBytes, long deadline) {
        @Override
        public String toString() {
            return "Call[***]";
        }
    }

    /**
     * The result of a post.
     *
     * @param outcome for the caller, unless there is a location
     * @param location where the post is to be repeated; null when this result is final
     * @param status of the answer; 0 when none came
     * @param neverConnected whether nothing was sent
     */
    record Result(Outcome outcome, @Nullable String location, int status, boolean neverConnected) {
        static Result failed(Failure failure) {
            return new Result(new Failed(failure, null), null, 0, false);
        }

        @Override
        public String toString() {
            return "Result[" + outcome + "]";
        }
    }

    private static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLarge() {
            super("The answer is too large", null, false, false);
        }
    }

    Result post(Call call, InetAddress address) {
        Target target = call.target();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, target.port())))
                .setHost(target.host())
                .setPort(target.port())
                .setSsl(target.tls())
                .setURI(target.pathAndQuery())
                .setFollowRedirects(false)
                .setTraceOperation("post");
        call.headers().forEach(options::putHeader);
        CompletableFuture<HttpClientRequest> connecting =
                client.request(options).toCompletionStage().toCompletableFuture();
        HttpClientRequest request;
        try {
            request = connecting.get(left(call), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            Failure failure = failure(e.getCause());
            return new Result(new Failed(failure, null), null, 0, failure == Failure.CONNECTION_FAILED);
        } catch (TimeoutException e) {
            var _ = connecting.thenAccept(HttpClientRequest::reset);
            return Result.failed(Failure.TIMED_OUT);
        } catch (InterruptedException e) {
            var _ = connecting.thenAccept(HttpClientRequest::reset);
            Thread.currentThread().interrupt();
            return Result.failed(Failure.TIMED_OUT);
        }
        // The reader is in place before anything is sent: a quick answer could end before this thread goes on.
        Future<Result> answer = request.response().compose(response -> read(response, call));
        var _ = request.end(Buffer.buffer(call.body()));
        try {
            return answer.toCompletionStage().toCompletableFuture().get(left(call), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            request.reset();
            return Result.failed(failure(e.getCause()));
        } catch (TimeoutException e) {
            request.reset();
            return Result.failed(Failure.TIMED_OUT);
        } catch (InterruptedException e) {
            request.reset();
            Thread.currentThread().interrupt();
            return Result.failed(Failure.TIMED_OUT);
        }
    }

    private static long left(Call call) {
        return Math.max(1, call.deadline() - System.nanoTime());
    }

    private static Future<Result> read(HttpClientResponse response, Call call) {
        int status = response.statusCode();
        String location = Outbound.repeatsThePost(status) ? response.getHeader("location") : null;
        Buffer body = Buffer.buffer();
        var done = io.vertx.core.Promise.<Result>promise();
        response.exceptionHandler(done::tryFail);
        response.handler(part -> {
            if (body.length() + part.length() > call.mostBytes()) {
                response.handler(null);
                done.tryFail(new TooLarge());
            } else {
                body.appendBuffer(part);
            }
        });
        response.endHandler(_ -> done.tryComplete(new Result(
                new Answered(status, response.getHeader("content-type"), body.getBytes()), location, status, false)));
        return done.future();
    }

    private static Failure failure(@Nullable Throwable cause) {
        return switch (cause) {
            case TooLarge _ -> Failure.ANSWER_TOO_LARGE;
            case SSLException _ -> Failure.TLS_FAILED;
            case null, default -> Failure.CONNECTION_FAILED;
        };
    }
}
