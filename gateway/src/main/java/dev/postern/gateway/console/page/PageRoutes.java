package dev.postern.gateway.console.page;

import dev.postern.gateway.body.Body;
import dev.postern.gateway.body.Room;
import dev.postern.gateway.console.page.Door.Guard;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.arc.All;
import io.quarkus.qute.TemplateException;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Adds the pages of all features to the HTTP server. Each visit has a virtual thread. */
@Singleton
final class PageRoutes {
    private static final Logger LOGGER = Logger.getLogger(PageRoutes.class);
    private static final int LONGEST_FORM = 256 * 1024;
    // A key, or the token of a link, and where to go afterwards.
    private static final int LONGEST_FORM_OF_STRANGERS = 16 * 1024;
    private static final Duration TIME_FOR_BODY = Duration.ofSeconds(10);
    private static final int MOST_AT_ONCE = 256;
    private static final int AFTER_PAGES = 9000;

    private final Vertx vertx;
    private final Door door;
    private final List<Feature> features;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    // Strangers have a room of their own, so that they leave room for those who are signed in.
    private final Room room = new Room(Runtime.getRuntime().maxMemory() / 8);
    private final Room roomOfStrangers = new Room(Runtime.getRuntime().maxMemory() / 32);

    PageRoutes(Vertx vertx, Door door, @All List<Feature> features) {
        this.vertx = vertx;
        this.door = door;
        this.features = features;
    }

    void install(@Observes Router router) {
        Site site = new Routes(router, List.of());
        features.forEach(feature -> feature.addTo(site));
        router.get("/console/*").order(AFTER_PAGES).handler(routing -> {
            routing.request().resume();
            answer(routing, () -> door.notFound(routing));
        });
    }

    /** The paths of features as routes of the server. */
    private final class Routes implements Site {
        private final Router router;
        // One scope of each is needed.
        private final List<List<String>> needed;

        Routes(Router router, List<List<String>> needed) {
            this.router = router;
            this.needed = needed;
        }

        @Override
        public Site forScopes(String... anyOf) {
            return new Routes(
                    router,
                    Stream.concat(needed.stream(), Stream.of(List.of(anyOf))).toList());
        }

        @Override
        public void page(String path, Handler handler) {
            show(path, Guard.SIGNED_IN, scoped(handler));
        }

        @Override
        public void action(String path, Handler handler) {
            take(path, LONGEST_FORM, room, Guard.SIGNED_IN_FORM, scoped(handler));
        }

        @Override
        public void upload(String path, int mostBytes, Handler handler) {
            take(path, mostBytes, room, Guard.SIGNED_IN_SCRIPT, scoped(handler));
        }

        @Override
        public void openPage(String path, Handler handler) {
            show(path, Guard.OPEN, handler);
        }

        @Override
        public void openAction(String path, Handler handler) {
            take(path, LONGEST_FORM_OF_STRANGERS, roomOfStrangers, Guard.OPEN_FORM, handler);
        }

        private Handler scoped(Handler handler) {
            return visit -> needed.stream()
                    .filter(anyOf -> !visit.session().holder().may(anyOf))
                    .findFirst()
                    .map(missing -> Door.lacking(visit, missing))
                    .orElseGet(() -> handler.answer(visit));
        }

        private void show(String path, Guard guard, Handler handler) {
            router.route(HttpMethod.GET, path).handler(routing -> {
                Reply away = door.turnedAway(routing, guard);
                // A body of a GET means nothing (RFC 9110, section 9.3.1) and is not read.
                answer(routing, () -> away == null ? door.enter(routing, guard, Buffer.buffer(), handler) : away);
            });
        }

        private void take(String path, int mostBytes, Room shared, Guard guard, Handler handler) {
            Body.Limits limits = new Body.Limits(mostBytes, TIME_FOR_BODY, shared);
            router.route(HttpMethod.POST, path).handler(routing -> {
                Reply away = door.turnedAway(routing, guard);
                if (away == null) {
                    Body.read(
                            routing.request(),
                            vertx,
                            limits,
                            body -> answer(
                                    routing, () -> door.enter(routing, guard, body.bytes(), handler), body::done),
                            why -> answer(routing, () -> refusal(routing, why)));
                } else {
                    answer(routing, () -> away);
                }
            });
        }
    }

    private Reply refusal(RoutingContext routing, Body.Refusal why) {
        return switch (why) {
            case TOO_LONG ->
                door.failure(routing, 413, "This is too much", "What was sent is longer than this page takes.");
            case TOO_SLOW -> door.failure(routing, 408, "This took too long", "Try again, on a better connection.");
            case NO_ROOM -> door.failure(routing, 503, "Too much is going on", "Try again in a moment.");
        };
    }

    private void answer(RoutingContext routing, Supplier<Reply> answering) {
        answer(routing, answering, () -> {});
    }

    /** Call it on the request's event loop. */
    private void answer(RoutingContext routing, Supplier<Reply> answering, Runnable afterwards) {
        Context loop = vertx.getOrCreateContext();
        boolean hasPlace = places.tryAcquire();
        Thread.ofVirtual().name("console").start(() -> {
            try {
                Reply reply = hasPlace
                        ? answering.get()
                        : door.failure(routing, 503, "Too much is going on", "Try again in a moment.");
                send(routing, loop, reply);
            } catch (RuntimeException e) {
                // Without its message, which may quote what was typed.
                LOGGER.errorf(
                        "A page of the console failed problem=%s template=%s",
                        e.getClass().getName(), origin(e));
                send(routing, loop, door.failure(routing, 500, "This page failed", "Postern's log says more."));
            } finally {
                afterwards.run();
                if (hasPlace) {
                    places.release();
                }
            }
        });
    }

    /** The line of the template or of the code. */
    private static Object origin(RuntimeException failure) {
        if (failure instanceof TemplateException template && template.getOrigin() != null) {
            return template.getOrigin();
        }
        StackTraceElement[] trace = failure.getStackTrace();
        return trace.length == 0 ? "unknown" : trace[0];
    }

    private static void send(RoutingContext routing, Context loop, Reply reply) {
        Ready ready = Ready.of(reply);
        loop.runOnContext(_ -> ready.send(routing));
    }

    /** A reply as text. */
    private record Ready(int status, String type, Buffer body, String location, boolean reloads) {

        static Ready of(Reply reply) {
            return switch (reply) {
                case Reply.Shown(int status, io.quarkus.qute.TemplateInstance template) ->
                    new Ready(status, "text/html; charset=utf-8", Buffer.buffer(template.render()), "", false);
                case Reply.Data(int status, io.vertx.core.json.JsonObject json) ->
                    new Ready(status, "application/json", json.toBuffer(), "", false);
                case Reply.Reload() -> new Ready(403, "text/plain", Buffer.buffer(), "", true);
                case Reply.Sent(String path) -> new Ready(303, "text/plain", Buffer.buffer(), path, false);
            };
        }

        void send(RoutingContext routing) {
            HttpServerResponse response = routing.response();
            if (response.ended() || response.closed()) {
                return;
            }
            PageHeaders.put(response);
            boolean isSignIn = location.startsWith(Door.SIGN_IN);
            if (isSignIn && WayBack.isScript(routing.request())) {
                // A script would put the page into the one that is open.
                response.setStatusCode(401).putHeader("HX-Redirect", location).end();
                return;
            }
            if (!location.isEmpty()) {
                response.putHeader(HttpHeaders.LOCATION, location);
            }
            if (reloads) {
                response.putHeader("HX-Refresh", "true");
            }
            response.setStatusCode(status)
                    .setStatusMessage(HttpResponseStatus.valueOf(status).reasonPhrase())
                    .putHeader(HttpHeaders.CONTENT_TYPE, type)
                    .end(body);
        }
    }
}
