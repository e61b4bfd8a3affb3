package dev.postern.gateway.proxy;

import dev.postern.gateway.problem.GatewayProblem;
import io.vertx.core.Context;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to a service and back. Everything but {@link #refuseBecauseOfStop} happens on the event loop of
 * the client's connection.
 *
 * <p>There is no time limit: a request is held as long as its service holds it and its client waits. When one side
 * ends, so does the other: a client that leaves closes the connection to the service at once, and a service that breaks
 * off in the middle of an answer closes the client's.
 */
final class Exchange {
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Service service;
    private final RequestTarget target;
    private final Peers peers;
    private final Context context;
    private final long begun = System.nanoTime();
    private final boolean hasBody;

    private @Nullable HttpClientRequest upstream;
    private @Nullable BodyPump requestBody;
    private boolean tried;
    private boolean answered;
    private boolean over;

    /** What every exchange needs. All exchanges share it. */
    record Peers(
            ServiceClients clients,
            EndToEndHeaders headers,
            OpenExchanges open,
            ProxyMetrics metrics,
            Reachability reachability) {}

    Exchange(HttpServerRequest request, RequestTarget target, Service service, Peers peers, Context context) {
        this.request = request;
        this.response = request.response();
        this.service = service;
        this.target = target;
        this.peers = peers;
        this.context = context;
        this.hasBody =
                request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || BodyPump.lengthIn(request.headers()) > 0;
    }

    void begin() {
        if (response.closed()) {
            return;
        }
        peers.open().add(this);
        response.closeHandler(closed -> clientLeft());
        request.exceptionHandler(broken -> clientLeft());
        connect();
    }

    private void connect() {
        peers.clients()
                .request(service, request.method(), target)
                .onSuccess(this::send)
                .onFailure(this::notConnected);
    }

    private void send(HttpClientRequest connected) {
        if (over) {
            connected.reset();
            return;
        }
        peers.reachability().reached(service);
        upstream = connected;
        // Its failure comes through the response too; without a handler the client writes it to the log.
        connected.exceptionHandler(broken -> {});
        try {
            String client = request.remoteAddress().hostAddress();
            String scheme = request.isSSL() ? "https" : "http";
            peers.headers().copyRequest(request.headers(), client, scheme, connected.headers());
        } catch (IllegalArgumentException e) {
            answerWith(GatewayProblem.BAD_REQUEST, "A header has characters that are not allowed.");
            return;
        }
        connected.response().onSuccess(this::answer).onFailure(this::brokenOff);
        if (!hasBody) {
            connected.end();
            request.resume();
            return;
        }
        if (EndToEndHeaders.expectsContinue(request.headers())) {
            // Answered here: some servers ignore the header, and the client would wait a second in vain.
            response.writeContinue();
        }
        long length = BodyPump.lengthIn(request.headers());
        connected.setChunked(length < 0);
        // The service decides by the head alone, and limits the time of a body that may never begin.
        var _ = connected.sendHead();
        requestBody = new BodyPump(request, connected, length, () -> {});
        requestBody.start();
    }

    private void notConnected(Throwable cause) {
        if (over) {
            return;
        }
        if (cause instanceof HttpClosedException && !tried) {
            // A kept connection that its service closed in this very moment. Nothing was sent.
            tried = true;
            connect();
            return;
        }
        peers.reachability().missed(service, cause);
        answerWith(GatewayProblem.SERVICE_UNAVAILABLE, service.moduleName() + " cannot be reached. Try again.");
    }

    private void answer(HttpClientResponse answer) {
        if (over) {
            return;
        }
        answered = true;
        answer.exceptionHandler(this::brokenOff);
        long length = BodyPump.lengthIn(answer.headers());
        try {
            copyStatus(answer);
            peers.headers().copyResponse(answer.headers(), response.headers());
        } catch (IllegalArgumentException e) {
            answerWith(GatewayProblem.BAD_GATEWAY, service.moduleName() + " gave an answer that cannot be passed on.");
            return;
        }
        if (length < 0) {
            response.setChunked(true);
            if (request.version() != HttpVersion.HTTP_1_0) {
                // An event stream may send nothing for a long time; its client waits for the head to know it is open.
                response.writeHead();
            }
        }
        new BodyPump(answer, response, length, () -> finish(ExchangeOutcome.ofStatus(answer.statusCode()))).start();
    }

    /** The server omits the body of a 304 by itself, but it recognises a 304 only by its usual reason. */
    private void copyStatus(HttpClientResponse answer) {
        response.setStatusCode(answer.statusCode());
        if (!answer.statusMessage().equals(response.getStatusMessage())) {
            response.setStatusMessage(answer.statusMessage());
        }
    }

    /** The connection to the service ended before the answer did. */
    private void brokenOff(Throwable cause) {
        if (over) {
            return;
        }
        if (response.headWritten()) {
            finish(ExchangeOutcome.CUT_SHORT);
            response.reset();
        } else if (isRepeatable()) {
            tried = true;
            connect();
        } else {
            answerWith(
                    GatewayProblem.BAD_GATEWAY,
                    service.moduleName() + " broke off. What was asked may have been done.");
        }
    }

    /**
     * Only a request that reads may be sent twice (RFC 9110, section 9.2.2). If the service closes a kept connection
     * while such a request is on its way, the client then notices nothing.
     */
    private boolean isRepeatable() {
        return !tried
                && !answered
                && !hasBody
                && (request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD));
    }

    private void clientLeft() {
        if (!over) {
            finish(ExchangeOutcome.CLIENT_LEFT);
            if (upstream != null) {
                upstream.reset();
            }
        }
    }

    /** Answers a request that is still waiting; an answer that is on its way may end. For any thread. */
    void refuseBecauseOfStop() {
        context.runOnContext(now -> {
            if (!over && !answered) {
                answerWith(GatewayProblem.GATEWAY_STOPPING, "The request was still waiting. Ask again.");
            }
        });
    }

    private void answerWith(GatewayProblem problem, String detail) {
        finish(ExchangeOutcome.ofStatus(problem.status()));
        if (upstream != null) {
            upstream.reset();
        }
        problem.answer(request, detail);
    }

    private void finish(ExchangeOutcome outcome) {
        over = true;
        peers.open().remove(this);
        peers.metrics().ended(service, outcome, System.nanoTime() - begun);
        if (requestBody != null && !requestBody.ended()) {
            // The service answered before the end of the request: it wants no more of the body.
            requestBody.stop();
            if (upstream != null) {
                upstream.reset();
            }
        }
    }
}
