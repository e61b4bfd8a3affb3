package dev.postern.gateway.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.gateway.body.Body;
import dev.postern.gateway.body.Room;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages over real connections. */
class MessageReaderTest {
    private static final int MOST = 1_000;

    private final Vertx vertx = Vertx.vertx();
    private final Room room = new Room(MOST);
    private final CompletableFuture<Void> answer = new CompletableFuture<>();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void refusesAMessageThatDrips() throws IOException {
        // Given
        int port = serve(Duration.ofMillis(50));

        // When
        String answered;
        try (Socket socket = send(port, "Content-Length: 900\r\n\r\n{")) {
            answered = firstLine(socket);
        }

        // Then
        assertThat(answered).startsWith("HTTP/1.1 408 ");
        assertThatAllIsFree();
    }

    @Test
    void refusesAMessageThatIsTooLongAsSoonAsThatIsKnown() throws IOException {
        // Given
        int port = serve(Duration.ofMinutes(5));

        // When
        String answered;
        try (Socket socket = send(port, "Transfer-Encoding: chunked\r\n\r\n3E9\r\n" + "a".repeat(1_001))) {
            answered = firstLine(socket);
        }

        // Then
        assertThat(answered).startsWith("HTTP/1.1 413 ");
        assertThatAllIsFree();
    }

    @Test
    void keepsTheMemoryOfAMessageUntilItsAnswerAndThenRefusesNone() throws IOException {
        // Given
        int port = serve(Duration.ofMinutes(5));
        try (Socket first = send(port, "Content-Length: 600\r\n\r\n" + "a".repeat(600))) {
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> room.free() == MOST - 600);

            // When
            String second;
            try (Socket socket = send(port, "Content-Length: 600\r\n\r\n" + "b".repeat(600))) {
                second = firstLine(socket);
            }
            answer.complete(null);

            // Then
            assertThat(second).startsWith("HTTP/1.1 503 ");
            assertThat(firstLine(first)).startsWith("HTTP/1.1 200 ");
        }
        assertThatAllIsFree();
    }

    @Test
    void givesTheMemoryBackWhenTheCallerLeavesBeforeTheAnswer() throws IOException {
        // Given
        int port = serve(Duration.ofMinutes(5));

        // When
        try (Socket _ = send(port, "Content-Length: 600\r\n\r\n" + "a".repeat(600))) {
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> room.free() == MOST - 600);
        }

        // Then
        assertThatAllIsFree();
    }

    private void assertThatAllIsFree() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> room.free() == MOST);
    }

    /** Answers with how many bytes came, once it may; the extension's reader of bodies stands before that. */
    private int serve(Duration time) {
        Router router = Router.router(vertx);
        router.route().handler(routing -> {
            routing.request().pause();
            routing.next();
        });
        router.route().handler(new MessageReader(vertx, new Body.Limits(MOST, time, room)));
        router.route().handler(BodyHandler.create(false));
        router.route().handler(routing -> {
            var _ = answer.thenAccept(_ -> {
                var _ = routing.response().end(String.valueOf(routing.body().length()));
            });
        });
        HttpServer server = vertx.createHttpServer().requestHandler(router);
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
        return server.actualPort();
    }

    private static Socket send(int port, String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(60_000);
        socket.getOutputStream()
                .write(("POST /mcp HTTP/1.1\r\nHost: x\r\n" + request).getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String firstLine(Socket socket) throws IOException {
        return new String(socket.getInputStream().readNBytes(13), StandardCharsets.US_ASCII);
    }
}
