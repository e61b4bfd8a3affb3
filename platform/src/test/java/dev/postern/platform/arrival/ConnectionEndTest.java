package dev.postern.platform.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests over real connections. */
class ConnectionEndTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<RoutingContext> requests = new LinkedBlockingQueue<>();
    private final AtomicInteger always = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void isToldOfAConnectionThatEndedBefore() throws Exception {
        // Given
        Socket caller = ask();
        RoutingContext request = request();

        // When
        caller.close();
        Awaitility.await().atMost(PATIENCE).until(() -> request.response().closed());
        listen(request);

        // Then
        assertThat(always).hasValue(1);
        assertThat(failed).hasValue(1);
    }

    @Test
    void isToldOnceOfAConnectionThatEndsLater() throws Exception {
        // Given
        Socket caller = ask();
        RoutingContext request = request();
        listen(request);

        // When
        caller.close();

        // Then
        Awaitility.await().atMost(PATIENCE).until(() -> failed.get() == 1);
        assertThat(always).hasValue(1);
    }

    @Test
    void isToldOfAnAnswer() throws Exception {
        // Given
        try (Socket caller = ask()) {
            RoutingContext request = request();
            listen(request);

            // When
            request.vertx().runOnContext(_ -> request.response().end());

            // Then
            assertThat(caller.getInputStream().read()).isEqualTo('H');
            Awaitility.await().atMost(PATIENCE).until(() -> always.get() == 1);
            assertThat(failed).hasValue(0);
        }
    }

    private void listen(RoutingContext request) {
        ConnectionEnd.onFailure(request, failed::incrementAndGet);
        ConnectionEnd.always(request, always::incrementAndGet);
    }

    private RoutingContext request() throws InterruptedException {
        RoutingContext request = requests.poll(30, TimeUnit.SECONDS);
        assertThat(request).isNotNull();
        return request;
    }

    private Socket ask() throws IOException {
        Router router = Router.router(vertx);
        router.route().handler(routing -> {
            // As the filters of a service do, before anybody else listens.
            routing.addEndHandler(_ -> {});
            requests.add(routing);
        });
        HttpServer server = vertx.createHttpServer().requestHandler(router);
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
        socket.setSoTimeout(60_000);
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
