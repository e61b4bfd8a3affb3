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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Answers what each service answers for itself, by what all of them say: {@code GET /v1/limits}, for which each must be there, and
 * {@code GET /version}, which says who is not. A service that refuses the caller decides the answer, since the gateway knows no keys.
 */
final class AllServices {
    private static final String LIMITS = "/v1/limits";
    private static final String VERSION = "/version";
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    // A body is not passed on.
    private static final List<CharSequence> OF_A_BODY = List.of(HttpHeaders.CONTENT_LENGTH, HttpHeaders.CONTENT_TYPE);
    private static final List<CharSequence> OF_A_REFUSAL = List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.RETRY_AFTER);

    private final ServiceClients clients;
    private final EndToEndHeaders headers;
    private final Reachability reachability;
    private final Versions versions;

    AllServices(ServiceClients clients, EndToEndHeaders headers, Reachability reachability, Versions versions) {
        this.clients = clients;
        this.headers = headers;
        this.reachability = reachability;
        this.versions = versions;
    }

    /** What a service said. */
    record Said(HttpClientResponse head, Buffer body) {

        int status() {
            return head.statusCode();
        }

        void passOn(HttpServerRequest request) {
            request.resume();
            for (CharSequence header : OF_A_REFUSAL) {
                String value = head.getHeader(header);
                if (value != null) {
                    request.response().putHeader(header, value);
                }
            }
            request.response().setStatusCode(status()).end(body);
        }
    }

    /**
     * Answers the request if all services are asked by it. Call it on the request's event loop.
     *
     * @return whether it is answered here
     */
    boolean answer(HttpServerRequest request, RequestTarget target) {
        if (isFor(LIMITS, request, target)) {
            limits(request, ask(request, LIMITS));
            return true;
        }
        if (isFor(VERSION, request, target)) {
            version(request, ask(request, VERSION));
            return true;
        }
        return false;
    }

    private static boolean isFor(String path, HttpServerRequest request, RequestTarget target) {
        return request.method().equals(HttpMethod.GET)
                && (target.path().equals(path) || target.path().equals(path + "/"));
    }

    private void limits(HttpServerRequest request, Map<Service, Future<Said>> asked) {
        Future.join(List.copyOf(asked.values()))
                .onSuccess(_ -> limits(
                        request, asked.values().stream().map(Future::result).toList()))
                .onFailure(_ -> GatewayProblem.SERVICE_UNAVAILABLE.answer(
                        request, "A service that has limits cannot be reached. Try again."));
    }

    private static void limits(HttpServerRequest request, List<Said> said) {
        Optional<Said> refusal =
                said.stream().filter(one -> one.status() != 200).findFirst();
        if (refusal.isPresent()) {
            refusal.get().passOn(request);
            return;
        }
        JsonArray limits = new JsonArray();
        said.forEach(one -> limits.addAll(one.body().toJsonObject().getJsonArray("limits")));
        say(request, new JsonObject().put("limits", limits));
    }

    private void version(HttpServerRequest request, Map<Service, Future<Said>> asked) {
        Future.join(asked.values().stream().map(Future::otherwiseEmpty).toList())
                .onComplete(_ -> {
                    Map<Service, Said> said = new EnumMap<>(Service.class);
                    asked.forEach((service, answer) -> {
                        if (answer.succeeded()) {
                            said.put(service, answer.result());
                        }
                    });
                    versions.refusal(said.values())
                            .ifPresentOrElse(
                                    refusal -> refusal.passOn(request),
                                    () -> versions.together(said)
                                            .ifPresentOrElse(
                                                    together -> say(request, together),
                                                    () -> GatewayProblem.SERVICE_UNAVAILABLE.answer(
                                                            request,
                                                            "No service is there to check the key. Try again.")));
                });
    }

    private static void say(HttpServerRequest request, JsonObject answer) {
        request.resume();
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(answer.toBuffer());
    }

    /** What each will have said; failed for one that is away, or silent for too long. */
    private Map<Service, Future<Said>> ask(HttpServerRequest request, String path) {
        RequestTarget target = RequestTarget.of(path);
        Map<Service, Future<Said>> asked = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            asked.put(service, ask(service, request, target));
        }
        return asked;
    }

    private Future<Said> ask(Service service, HttpServerRequest request, RequestTarget target) {
        return clients.request(service, HttpMethod.GET, target)
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
                .timeout(2 * LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(cause -> reachability.missed(service, cause));
    }
}
