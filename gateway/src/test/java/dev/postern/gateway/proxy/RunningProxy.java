package dev.postern.gateway.proxy;

import dev.postern.gateway.connection.GuardedServer;
import dev.postern.gateway.settings.GatewaySettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The proxy in an HTTP server of its own, before three origins, for the tests of one class. */
final class RunningProxy implements BeforeAllCallback, AfterAllCallback {
    private static final String LOOPBACK = "127.0.0.1";

    private final Origins origins = new Origins();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Map<String, String> configured;
    private final OpenExchanges open = new OpenExchanges();
    private @Nullable Vertx vertx;
    private @Nullable HttpServer server;

    RunningProxy() {
        this(Map.of());
    }

    /** @param configured settings that differ from their defaults */
    RunningProxy(Map<String, String> configured) {
        this.configured = configured;
    }

    /** What the proxy counts. */
    SimpleMeterRegistry metrics() {
        return metrics;
    }

    /** What stands behind the proxy. */
    Origins origins() {
        return origins;
    }

    /** The requests that are under way. */
    OpenExchanges open() {
        return open;
    }

    /** Where the proxy listens, once it was started. */
    URI address() {
        return URI.create(
                "http://" + LOOPBACK + ":" + Objects.requireNonNull(server).actualPort());
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        Vertx started = Vertx.vertx();
        vertx = started;
        GatewaySettings settings = new SmallRyeConfigBuilder()
                .withMapping(GatewaySettings.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withSources(new PropertiesConfigSource(origins.start(), "origins", 100))
                .withSources(new PropertiesConfigSource(configured, "test", 200))
                .build()
                .getConfigMapping(GatewaySettings.class);
        Router router = Router.router(started);
        new ProxyRoutes(
                        started,
                        settings,
                        new ServiceClients(started, settings),
                        open,
                        new ProxyMetrics(metrics, open),
                        new Reachability(),
                        new Versions("0.9.1", Optional.of("c0ffee1")))
                .install(router);
        server = started.createHttpServer(asConfigured())
                // As Quarkus does: a body waits until somebody reads it.
                .requestHandler(request -> router.handle(request.pause()))
                // A port that Vert.x picks and knows again, as with a configured one.
                .listen(-1, LOOPBACK)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        GuardedServer.guard(started, server.actualPort(), settings, metrics);
    }

    /** As application.properties and Quarkus' own defaults set the server up. */
    private static HttpServerOptions asConfigured() {
        return new HttpServerOptions().setHttp2ClearTextEnabled(false).setMaxHeaderSize(20 * 1024);
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (vertx != null) {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
        origins.stop();
    }
}
