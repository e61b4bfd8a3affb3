package dev.postern.resolver.wired;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Serves resources as the framework would, as far as tests of what they do need it: paths, parameters, bodies, answers and
 * refusals, on a virtual thread for each request. That the framework does so too is tested by the tests that start it.
 */
final class PlainHttp implements AutoCloseable {
    private final Vertx vertx;
    private final Arguments arguments;
    private final Refusals refusals;
    private final ObjectMapper json;
    private final HttpServer server;

    PlainHttp(Vertx vertx, List<?> resources, Arguments arguments, Refusals refusals, ObjectMapper json)
            throws Exception {
        this.vertx = vertx;
        this.arguments = arguments;
        this.refusals = refusals;
        this.json = json;
        Router router = Router.router(vertx);
        router.route().order(-2).handler(BodyHandler.create(false));
        resources.forEach(resource -> serve(router, resource));
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    int port() {
        return server.actualPort();
    }

    private void serve(Router router, Object resource) {
        String base = resource.getClass().getAnnotation(Path.class).value();
        for (Method method : resource.getClass().getDeclaredMethods()) {
            String verb = verb(method);
            if (verb == null) {
                continue;
            }
            method.setAccessible(true);
            Path below = method.getAnnotation(Path.class);
            String path = below == null ? base : base + "/" + below.value();
            var route = router.route(
                    io.vertx.core.http.HttpMethod.valueOf(verb),
                    path.replaceAll("/+", "/").replaceAll("\\{([a-z_]+)}", ":$1"));
            if (!path.contains("{")) {
                // A whole path goes before one with a parameter in its place.
                route.order(-1);
            }
            route.handler(call -> Thread.ofVirtual().start(() -> answer(call, resource, method)));
        }
    }

    private static @Nullable String verb(Method method) {
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (verb != null) {
                return verb.value();
            }
        }
        return null;
    }

    private void answer(RoutingContext call, Object resource, Method method) {
        try {
            Object result = method.invoke(resource, arguments.of(method, call));
            if (result instanceof CompletionStage<?> later) {
                later.whenComplete((value, failure) -> send(call, failure == null ? value : refusal(failure, call)));
            } else {
                send(call, result);
            }
        } catch (Exception e) {
            send(call, refusal(e, call));
        }
    }

    private Response refusal(Throwable failure, RoutingContext call) {
        Throwable cause = failure;
        while ((cause instanceof InvocationTargetException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return refusals.of(cause, call.request().path());
    }

    private void send(RoutingContext call, Object result) {
        try {
            Response response = result instanceof Response already
                    ? already
                    : Response.ok(result).build();
            HttpServerResponse sent = call.response().setStatusCode(response.getStatus());
            response.getStringHeaders().forEach((name, values) -> sent.putHeader(name, values));
            Object entity = response.getEntity();
            if (entity == null) {
                sent.end();
                return;
            }
            if (!sent.headers().contains("Content-Type")) {
                sent.putHeader("Content-Type", MediaType.APPLICATION_JSON);
            }
            sent.end(entity instanceof String text ? text : json.writeValueAsString(entity));
        } catch (Exception e) {
            call.response().setStatusCode(500).end(e.toString());
        }
    }

    @Override
    public void close() {
        server.close();
        vertx.close();
    }
}
