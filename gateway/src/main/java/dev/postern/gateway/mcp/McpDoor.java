package dev.postern.gateway.mcp;

import dev.postern.gateway.body.Body;
import dev.postern.gateway.body.Room;
import dev.postern.gateway.console.api.Answer;
import dev.postern.gateway.console.api.Trouble;
import dev.postern.gateway.origin.AllowedOrigins;
import dev.postern.gateway.problem.GatewayProblem;
import dev.postern.gateway.settings.GatewaySettings;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the tools: each message is let in by its key, and no session is kept between two. So any replica answers any message,
 * and a key that ends, ends at once. The protocol's older transport ({@code /mcp/sse}) is not offered.
 */
@Singleton
final class McpDoor {
    private static final String PATH = "/mcp";
    private static final String SESSION = "Mcp-Session-Id";
    /** A message is a call of one tool. */
    private static final int LONGEST_MESSAGE = 64 * 1024;

    private static final Duration TIME_FOR_MESSAGE = Duration.ofSeconds(10);
    private static final int SHARE_OF_MEMORY = 16;
    /** After the proxy's own check, before the routes of the tools. */
    private static final int ORDER = Integer.MIN_VALUE + 1;
    /** No request has this id: 404 says that the key may ask for codes. */
    private static final String PROBE = "/v1/code-requests/cr_none";

    private final Vertx vertx;
    private final McpCaller caller;
    private final AllowedOrigins origins;

    McpDoor(Vertx vertx, McpCaller caller, GatewaySettings settings) {
        this.vertx = vertx;
        this.caller = caller;
        this.origins = AllowedOrigins.of(settings.allowedOrigins().orElse(List.of()));
    }

    void install(@Observes Router router) {
        router.route(PATH).order(ORDER).handler(this::enter);
        router.route(PATH)
                .order(ORDER + 1)
                .handler(new MessageReader(
                        vertx,
                        new Body.Limits(
                                LONGEST_MESSAGE,
                                TIME_FOR_MESSAGE,
                                new Room(Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY))));
        router.route(PATH).order(ORDER + 2).handler(McpDoor::takeNotification);
        router.route(PATH + "/*").order(ORDER).handler(routing -> {
            if (PATH.equals(routing.request().path())) {
                routing.next();
            } else {
                refuse(routing, GatewayProblem.NOT_FOUND, "Messages of the Model Context Protocol go to /mcp.");
            }
        });
    }

    private void enter(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        if (!request.method().equals(HttpMethod.POST)) {
            // Nothing is sent unasked, so there is no stream to open and no session to end.
            routing.response().headers().clear();
            refuse(routing, GatewayProblem.METHOD_NOT_ALLOWED, "Messages are posted.");
        } else if (!origins.allow(request.headers())) {
            refuse(routing, GatewayProblem.FORBIDDEN, "The page is not one of POSTERN_GATEWAY_ALLOWED_ORIGINS.");
        } else {
            check(routing);
        }
    }

    private void check(RoutingContext routing) {
        Context loop = vertx.getOrCreateContext();
        Thread.ofVirtual().name("mcp").start(() -> {
            Answer<JsonObject> answer = caller.api(routing.request()).get(PROBE);
            loop.runOnContext(_ -> decide(routing, answer.trouble()));
        });
    }

    private void decide(RoutingContext routing, @Nullable Trouble trouble) {
        if (routing.response().closed()) {
            return;
        }
        if (trouble == null || trouble.kind() == Trouble.Kind.REFUSED) {
            routing.request().headers().remove(SESSION);
            routing.addHeadersEndHandler(_ -> routing.response().headers().remove(SESSION));
            routing.next();
        } else if (trouble.kind() == Trouble.Kind.FORBIDDEN) {
            refuse(routing, GatewayProblem.FORBIDDEN, trouble.sentence());
        } else {
            refuse(routing, GatewayProblem.SERVICE_UNAVAILABLE, trouble.sentence());
        }
    }

    /** A message without an id asks for no answer (JSON-RPC 2.0, section 4.1), and no session is there to tell of it. */
    private static void takeNotification(RoutingContext routing) {
        if (isNotification(routing.body().buffer())) {
            routing.response().setStatusCode(202).end();
        } else {
            routing.next();
        }
    }

    private static boolean isNotification(@Nullable Buffer body) {
        try {
            return body != null
                    && Json.decodeValue(body) instanceof JsonObject message
                    && message.containsKey("method")
                    && !message.containsKey("id");
        } catch (DecodeException e) {
            // The tools say so.
            return false;
        }
    }

    private static void refuse(RoutingContext routing, GatewayProblem problem, String detail) {
        problem.answer(routing.request(), detail);
    }
}
