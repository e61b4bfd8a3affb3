package dev.postern.gateway.problem;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/**
 * The gateway's own answers, as RFC 9457 problem details. They name the service, and say nothing of addresses, ports or causes behind the
 * gateway. What a service answers is never turned into one of these.
 */
public enum GatewayProblem {
    BAD_REQUEST(400, "The request is refused"),
    FORBIDDEN(403, "The key is refused"),
    NOT_FOUND(404, "Nothing is here"),
    METHOD_NOT_ALLOWED(405, "The method is refused"),
    REQUEST_TIMEOUT(408, "The body came too slowly"),
    CONTENT_TOO_LARGE(413, "The body is too long"),
    INTERNAL_ERROR(500, "The gateway failed"),
    /** The service took the request and broke off: whether it acted on it is unknown, so no Retry-After. */
    BAD_GATEWAY(502, "The service broke off"),
    /** The service did not get the request, or did not act on it: trying again is safe. */
    SERVICE_UNAVAILABLE(503, "The service cannot be reached"),
    /** Answers everything that still waits when the gateway is told to stop, and everything that comes after. */
    GATEWAY_STOPPING(503, "The gateway is stopping");

    // As the services say it: what a restart takes.
    private static final String RETRY_AFTER_SECONDS = "7";

    private final int status;
    private final String title;

    GatewayProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The problem with this status; {@link #INTERNAL_ERROR} for one that has none. */
    public static GatewayProblem ofStatus(int status) {
        return switch (status) {
            case 400 -> BAD_REQUEST;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 408 -> REQUEST_TIMEOUT;
            case 413 -> CONTENT_TOO_LARGE;
            case 503 -> SERVICE_UNAVAILABLE;
            default -> INTERNAL_ERROR;
        };
    }

    /** The status of the answer. */
    public int status() {
        return status;
    }

    /**
     * Answers the request with this problem. Whatever was prepared in the response is dropped.
     *
     * @param detail a sentence for strangers: fixed, but for the name of a service
     */
    public void answer(HttpServerRequest request, String detail) {
        HttpServerResponse response = request.response();
        response.headers().clear();
        response.setStatusCode(status)
                .setStatusMessage(HttpResponseStatus.valueOf(status).reasonPhrase());
        Buffer body = body(detail);
        response.putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (status == 503) {
            response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        if (this == GATEWAY_STOPPING) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(body);
        }
        // What is left of the request is read and dropped: a client that is still sending would not see the answer.
        request.resume();
    }

    private Buffer body(String detail) {
        return new JsonObject()
                .put("type", "/problems/" + name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .toBuffer();
    }
}
