package dev.postern.gateway.proxy;

import dev.postern.gateway.problem.GatewayProblem;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Answers {@code GET /v1/limits}: each service tells its own limits there, and the gateway puts them together. A service that refuses
 * the caller decides the answer.
 */
final class AllLimits {
    private static final RequestTarget TARGET = RequestTarget.of("/v1/limits");
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    // A body is not passed on.
    private static final List<CharSequence> OF_A_BODY = List.of(HttpHeaders.CONTENT_LENGTH, HttpHeaders.CONTENT_TYPE);
    private static final List<CharSequence> OF_A_REFUSAL = List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.RETRY_AFTER);

    private final ServiceClients clients;
    private final EndToEndHeaders headers;
    private final Reachability reachability;

    AllLimits(ServiceClients clients, EndToEndHeaders headers, Reachability reachability) {
        this.clients = clients;
        this.headers = headers;
        this.reachability = reachability;
    }

    /** What a service said. */
    private record Said(HttpClientResponse head, Buffer body) {}

    static boolean areAskedFor(HttpMethod method, RequestTarget target) {
        String path = target.path();
        return method.equals(HttpMethod.GET) && (path.equals(TARGET.path()) || path.equals(TARGET.path() + "/"));
    }

    /** Call it on the request's event loop. */
    void answer(HttpServerRequest request) {
        List<Future<Said>> asked = Arrays.stream(Service.values())
                .map(service -> ask(service, request))
                .toList();
        Future.join(asked)
                .onSuccess(
                        _ -> answer(request, asked.stream().map(Future::result).toList()))
                .onFailure(_ -> GatewayProblem.SERVICE_UNAVAILABLE.answer(
                        request, "A service that has limits cannot be reached. Try again."));
    }

    private Future<Said> ask(Service service, HttpServerRequest request) {
        return clients.request(service, HttpMethod.GET, TARGET)
                .compose(connected -> {
                    reachability.reached(service);
                    String client = request.remoteAddress().hostAddress();
                    headers.copyRequest(
                            request.headers(), client, request.isSSL() ? "https" : "http", connected.headers());
                    OF_A_BODY.forEach(connected.headers()::remove);
                    connected.idleTimeout(LONGEST_WAIT.toMillis());
                    return connected.send();
                })
                .compose(head -> head.body().map(body -> new Said(head, body)))
                .onFailure(cause -> reachability.missed(service, cause));
    }

    private static void answer(HttpServerRequest request, List<Said> said) {
        request.resume();
        for (Said one : said) {
            if (one.head().statusCode() != 200) {
                refuse(request, one);
                return;
            }
        }
        JsonArray limits = new JsonArray();
        said.forEach(one -> limits.addAll(one.body().toJsonObject().getJsonArray("limits")));
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(new JsonObject().put("limits", limits).toBuffer());
    }

    private static void refuse(HttpServerRequest request, Said refusal) {
        for (CharSequence header : OF_A_REFUSAL) {
            String value = refusal.head().getHeader(header);
            if (value != null) {
                request.response().putHeader(header, value);
            }
        }
        request.response().setStatusCode(refusal.head().statusCode()).end(refusal.body());
    }
}
