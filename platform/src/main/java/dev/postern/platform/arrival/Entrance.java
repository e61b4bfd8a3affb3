package dev.postern.platform.arrival;

import dev.postern.platform.problem.FailureTrace;
import dev.postern.platform.problem.LateRefusals;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.reading.Bodies;
import dev.postern.platform.reading.Payer;
import dev.postern.platform.reading.UnfinishedBody;
import io.quarkus.arc.All;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of every resource method: checks who calls, asks every {@link Allowance}, and then reads the body, if the method
 * takes one. Until the caller is known the connection is not read any further.
 */
@ApplicationScoped
class Entrance {
    private static final Logger LOGGER = Logger.getLogger(Entrance.class);
    private static final int FIRST = 1000;
    private static final int SERVER_ERRORS = 500;

    private final Vertx vertx;
    private final Bodies bodies;
    private final Instance<Doorkeeper> doorkeepers;
    private final List<Allowance> allowances;
    private final RouteLabels labels;
    private final LateRefusals lateRefusals;
    private final Map<Method, Route> routes = new ConcurrentHashMap<>();

    Entrance(
            Vertx vertx,
            Bodies bodies,
            @Any Instance<Doorkeeper> doorkeepers,
            @All List<Allowance> allowances,
            RouteLabels labels,
            LateRefusals lateRefusals) {
        this.vertx = vertx;
        this.bodies = bodies;
        this.doorkeepers = doorkeepers;
        this.allowances = allowances;
        this.labels = labels;
        this.lateRefusals = lateRefusals;
    }

    /** For every answer, also those of the framework: an unknown path, a wrong method. */
    void endUnfinished(@Observes Filters filters) {
        filters.register(
                routing -> {
                    routing.addHeadersEndHandler(_ -> UnfinishedBody.announce(routing.request()));
                    routing.addEndHandler(_ -> {
                        UnfinishedBody.end(routing.request(), vertx);
                        tellFailure(routing);
                    });
                    routing.next();
                },
                FIRST);
    }

    /** The framework's own line is off: it has the request's path, which may hold a channel's token, and a message. */
    private static void tellFailure(RoutingContext routing) {
        Throwable failure = routing.failure();
        if (failure != null && routing.response().getStatusCode() >= SERVER_ERRORS) {
            LOGGER.errorf("A request failed outside of its route problem=%s", FailureTrace.of(failure));
        }
    }

    /** Lets the request through to its method, or answers it. Call it on the request's event loop. */
    Uni<@Nullable Response> arrive(
            ContainerRequestContext request, ResourceInfo resource, HttpHeaders headers, RoutingContext routing) {
        Route route = routes.computeIfAbsent(resource.getResourceMethod(), this::route);
        Doorkeeper doorkeeper = doorkeepers.select(route.doorkeeper()).get();
        Head head = new Head(
                request.getMethod(),
                headers,
                request.getUriInfo().getPathParameters(),
                route.scopes(),
                route.mostBytes());
        new Reached(resource.getResourceMethod(), doorkeeper, head).note(request);
        Context loop = vertx.getOrCreateContext();
        return Uni.createFrom().emitter(emitter -> {
            Answer answer = new Answer(emitter, doorkeeper, head, lateRefusals);
            Thread.ofVirtual().name("arrival").start(() -> admit(answer, request, route, routing, loop));
        });
    }

    private Route route(Method method) {
        labels.know(method);
        return Route.of(method);
    }

    /** Ends the waiting of the request, with its refusal or without. */
    private record Answer(
            UniEmitter<? super @Nullable Response> emitter,
            Doorkeeper doorkeeper,
            Head head,
            LateRefusals lateRefusals) {

        void goOn() {
            emitter.complete(null);
        }

        void fail(Throwable failure) {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause instanceof Problem problem) {
                Response own = doorkeeper.refusal(head, problem);
                if (own != null) {
                    lateRefusals.answer(problem, own).subscribe().with(emitter::complete);
                    return;
                }
            }
            emitter.fail(cause);
        }
    }

    private void admit(
            Answer answer, ContainerRequestContext request, Route route, RoutingContext routing, Context loop) {
        List<Runnable> taken = new ArrayList<>();
        try {
            Arrival arrival = answer.doorkeeper().admit(answer.head());
            if (route.counted()) {
                allowances.forEach(allowance -> taken.add(allowance.take(arrival)));
            }
            loop.runOnContext(_ -> {
                CallingOrganization.note(loop, arrival.organizationId());
                ConnectionEnd.always(routing, () -> taken.forEach(Runnable::run));
                if (route.takesBody()) {
                    read(answer, request, arrival, routing);
                } else {
                    answer.goOn();
                }
            });
        } catch (RuntimeException e) {
            taken.forEach(Runnable::run);
            loop.runOnContext(_ -> answer.fail(e));
        }
    }

    private void read(Answer answer, ContainerRequestContext request, Arrival arrival, RoutingContext routing) {
        Payer payer = new Payer(arrival.callerId(), arrival.organizationId());
        bodies.read(routing.request(), payer, arrival.mostBytes()).whenComplete((body, failure) -> {
            if (failure == null) {
                ConnectionEnd.always(routing, body::close);
                request.setEntityStream(body);
                answer.goOn();
            } else {
                answer.fail(failure);
            }
        });
    }
}
