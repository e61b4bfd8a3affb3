package dev.postern.gateway.proxy;

import dev.postern.gateway.connection.BodyOverhead;
import dev.postern.gateway.connection.HeadTimer;
import dev.postern.gateway.origin.AllowedOrigins;
import dev.postern.gateway.problem.GatewayProblem;
import dev.postern.gateway.settings.GatewaySettings;
import dev.postern.gateway.settings.Networks;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jboss.logging.Logger;

/** Adds the proxy to the HTTP server: a check before all other routes, and a last route for what they did not take. */
@Singleton
final class ProxyRoutes {
    private static final Logger LOGGER = Logger.getLogger(ProxyRoutes.class);
    private static final String TARGET = "postern.target";

    // A name has 253 characters (RFC 1035), and a port may follow. X-Forwarded-Host repeats it, and a service takes
    // heads that
    // are little longer than those the gateway takes.
    private static final int LONGEST_HOST = 300;

    // Requests that are nearly done may end; held ones are answered well before the server closes its connections.
    private static final Duration GRACE = Duration.ofMillis(200);

    private final Vertx vertx;
    private final Exchange.Peers peers;
    private final AllServices all;
    private final AllowedOrigins origins;
    private volatile boolean stopping;

    ProxyRoutes(
            Vertx vertx,
            GatewaySettings settings,
            ServiceClients clients,
            OpenExchanges open,
            ProxyMetrics metrics,
            Reachability reachability,
            Versions versions) {
        this.vertx = vertx;
        Networks trusted = Networks.of(settings.trustedProxies().orElse(List.of()));
        EndToEndHeaders headers = new EndToEndHeaders(trusted);
        this.peers = new Exchange.Peers(clients, headers, open, metrics, reachability);
        this.all = new AllServices(clients, headers, reachability, versions);
        this.origins = AllowedOrigins.of(settings.allowedOrigins().orElse(List.of()));
    }

    void install(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::check).failureHandler(this::fail);
        router.route().order(RouteConstants.ROUTE_ORDER_AFTER_DEFAULT).handler(this::proxy);
    }

    /** Runs before the server closes: tells requests that still arrive to come again, and answers those that wait. */
    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        stopping = true;
        LOGGER.infof("The gateway stops: open=%d", peers.open().count());
        vertx.setTimer(GRACE.toMillis(), now -> peers.open().refuseAll());
    }

    private void check(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        HeadTimer.headCame(request);
        BodyOverhead.headCame(request);
        routing.addEndHandler(_ -> {
            UnfinishedBody.end(request, vertx);
            HeadTimer.answered(request);
        });
        if (stopping) {
            GatewayProblem.GATEWAY_STOPPING.answer(request, "The request was not passed on. Ask again.");
            return;
        }
        if (request.headers().getAll(HttpHeaders.HOST).size() > 1) {
            GatewayProblem.BAD_REQUEST.answer(request, "There is more than one Host header.");
            return;
        }
        String host = request.getHeader(HttpHeaders.HOST);
        if (host != null && host.length() > LONGEST_HOST) {
            GatewayProblem.BAD_REQUEST.answer(request, "The Host header is too long.");
            return;
        }
        if (hasUnknownTransferCoding(request)) {
            GatewayProblem.BAD_REQUEST.answer(request, "The body has a transfer coding other than chunked.");
            return;
        }
        try {
            RequestTarget target = RequestTarget.of(request.uri());
            routing.put(TARGET, target);
            if (origins.answers(routing, target.path())) {
                return;
            }
        } catch (RequestTarget.Refused e) {
            GatewayProblem.BAD_REQUEST.answer(request, e.reason());
            return;
        }
        routing.next();
    }

    /** The gateway decodes the body and encodes it again, so only a known coding can pass (RFC 9112, section 6.1). */
    private static boolean hasUnknownTransferCoding(HttpServerRequest request) {
        List<String> codings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
        return !codings.isEmpty()
                && !(codings.size() == 1 && codings.getFirst().strip().equalsIgnoreCase("chunked"));
    }

    private void proxy(RoutingContext routing) {
        RequestTarget target = Objects.requireNonNull(routing.<RequestTarget>get(TARGET));
        if (all.answer(routing.request(), target)) {
            return;
        }
        Service service = RouteTable.serviceFor(routing.request().method(), target.path());
        if (service == null) {
            GatewayProblem.NOT_FOUND.answer(routing.request(), "No route of Postern has this path.");
            return;
        }
        new Exchange(routing.request(), target, service, peers, vertx.getOrCreateContext()).begin();
    }

    private void fail(RoutingContext routing) {
        if (routing.response().headWritten()) {
            routing.response().reset();
            return;
        }
        GatewayProblem problem = GatewayProblem.ofStatus(routing.statusCode());
        if (problem == GatewayProblem.INTERNAL_ERROR) {
            // Without its message, which may quote what was sent.
            Throwable failure = routing.failure();
            LOGGER.errorf(
                    "The gateway failed problem=%s",
                    failure == null ? "unknown" : failure.getClass().getName());
        }
        problem.answer(routing.request(), "The request cannot be answered.");
    }
}
