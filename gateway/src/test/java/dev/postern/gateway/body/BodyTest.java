package dev.postern.gateway.body;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bodies over real connections. */
class BodyTest {
    private static final int ROOM = 1_000;

    private final Vertx vertx = Vertx.vertx();
    private final Room room = new Room(ROOM);
    private Body.Limits limits = new Body.Limits(600, Duration.ofMinutes(5), room);

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void readsABodyAndGivesItsRoomBack() throws IOException {
        assertThat(answer("Content-Length: 5\r\n\r\nabcde")).isEqualTo("abcde");
        assertThat(answer("Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n"))
                .isEqualTo("abc");
        assertThat(answer("Content-Length: 0\r\n\r\n")).isEmpty();
        assertRoomIsFree();
    }

    @Test
    void refusesALongBodyBeforeItsEnd() throws IOException {
        assertThat(answer("Content-Length: 9999\r\n\r\n" + "a".repeat(601))).isEqualTo("TOO_LONG");
        assertThat(answer("Transfer-Encoding: chunked\r\n\r\n259\r\n" + "a".repeat(601)))
                .isEqualTo("TOO_LONG");
        assertRoomIsFree();
    }

    @Test
    void refusesABodyThatDoesNotCome() throws IOException {
        // Given
        limits = new Body.Limits(600, Duration.ofMillis(50), room);

        // Then
        assertThat(answer("Content-Length: 9\r\n\r\na")).isEqualTo("TOO_SLOW");
        assertThat(answer("Transfer-Encoding: chunked\r\n\r\n")).isEqualTo("TOO_SLOW");
        assertRoomIsFree();
    }

    @Test
    void refusesABodyWhileOthersHaveTheRoom() throws IOException {
        // Given
        int port = serve();
        try (Socket _ = send(port, "Content-Length: 600\r\n\r\n" + "a".repeat(599))) {
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> room.free() == ROOM - 599);

            // When
            String second = answer(port, "Content-Length: 500\r\n\r\n" + "b".repeat(500));

            // Then
            assertThat(second).isEqualTo("NO_ROOM");
        }
        assertRoomIsFree();
    }

    @Test
    void longBodiesLeaveAQuarterToShortOnes() {
        // Given
        Room shared = new Room(400_000);

        // When
        boolean first = shared.take(0, 100_000);
        boolean more = shared.take(100_000, 200_000);
        boolean tooMuch = shared.take(0, 70_000);
        boolean form = shared.take(0, 60_000);

        // Then
        assertThat(first).isTrue();
        assertThat(more).isTrue();
        assertThat(tooMuch).isFalse();
        assertThat(form).isTrue();
        assertThat(shared.free()).isEqualTo(40_000);
    }

    private void assertRoomIsFree() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> room.free() == ROOM);
    }

    private String answer(String request) throws IOException {
        return answer(serve(), request);
    }

    private static String answer(int port, String request) throws IOException {
        try (Socket socket = send(port, request)) {
            socket.setSoTimeout(60_000);
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return answer.substring(answer.indexOf("\r\n\r\n") + 4);
        }
    }

    private static Socket send(int port, String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream()
                .write(("POST / HTTP/1.1\r\nHost: x\r\n" + request).getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private int serve() {
        HttpServer server = vertx.createHttpServer().requestHandler(this::take);
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
        return server.actualPort();
    }

    private void take(HttpServerRequest request) {
        request.pause();
        Body.read(
                request,
                vertx,
                limits,
                body -> {
                    body.done();
                    end(request, body.bytes().toString(StandardCharsets.US_ASCII));
                },
                why -> end(request, why.name()));
    }

    private static void end(HttpServerRequest request, String answer) {
        request.response().end(answer).onComplete(_ -> request.connection().close());
    }
}
