package dev.postern.platform.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.platform.problem.Problem;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bodies that come over real connections. */
class BodiesTest {
    private static final int MOST = 100_000;
    private static final long GENEROUS = TimeUnit.HOURS.toNanos(1);

    private final Vertx vertx = Vertx.vertx();
    private final List<Socket> sockets = new ArrayList<>();
    private BodyBudget budget = new BodyBudget(1_000_000);
    private Pace pace = new Pace(GENEROUS, 1);
    private HttpServer server;

    @BeforeEach
    void listen() {
        server = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Answers the body's length, or the status of its refusal. The path says whose body it is. */
    private void answer(HttpServerRequest request) {
        request.pause();
        request.response().headersEndHandler(_ -> UnfinishedBody.announce(request));
        request.response().endHandler(_ -> UnfinishedBody.end(request, vertx));
        if (request.path().equals("/stranger")) {
            request.response().setStatusCode(403).end();
            return;
        }
        new Bodies(vertx, pace, budget)
                .read(request, Payer.of(request.path()), MOST)
                .whenComplete((body, failure) -> {
                    if (failure instanceof Problem problem) {
                        request.response()
                                .setStatusCode(problem.type().status())
                                .end();
                    } else {
                        int sum = body.available();
                        body.close();
                        request.response().end(Integer.toString(sum));
                    }
                });
    }

    @Test
    void areReadWholeUpToTheLimitAndRefusedBeyondItHoweverTheyCome() throws IOException {
        Random random = new Random(7);
        for (int length : new int[] {0, 1, 1023, 1024, 1025, 65_536, MOST - 1, MOST, MOST + 1, 3 * MOST}) {
            for (boolean chunked : new boolean[] {false, true}) {
                // When
                String answer = post("/a", length, chunked, random.nextInt(1, 20_000));
                // Then
                assertThat(answer)
                        .as("%d bytes, chunked %s", length, chunked)
                        .startsWith(length <= MOST ? "HTTP/1.1 200" : "HTTP/1.1 413");
                if (length <= MOST) {
                    assertThat(answer).endsWith("\r\n\r\n" + length);
                }
            }
        }
        assertThat(budget.used()).isZero();
    }

    @Test
    void areRefusedByTheLengthInTheirHeadBeforeAnyOfThemIsSent() throws IOException {
        // When
        Socket socket = connect();
        send(socket, "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: " + (MOST + 1) + "\r\n\r\n");
        // Then
        assertThat(untilClosed(socket)).startsWith("HTTP/1.1 413").containsIgnoringCase("connection: close");
    }

    @Test
    void ofStrangersAreNeverWaitedFor() throws IOException {
        // When
        Socket socket = connect();
        send(socket, "POST /stranger HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nx");
        // Then
        assertThat(untilClosed(socket)).startsWith("HTTP/1.1 403").containsIgnoringCase("connection: close");
    }

    @Test
    void leaveTheirConnectionOpenWhenTheyCameWhole() throws IOException {
        // Given
        Socket socket = connect();
        // When
        send(socket, "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
        String first = read(socket, "\r\n\r\n3");
        send(socket, "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nabcd");
        String second = read(socket, "\r\n\r\n4");
        // Then
        assertThat(first + second).doesNotContainIgnoringCase("connection: close");
    }

    @Test
    void areAskedForOnlyWhenTheyAreWanted() throws IOException {
        // When
        Socket wanted = connect();
        send(wanted, "POST /a HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
        Socket stranger = connect();
        send(stranger, "POST /stranger HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
        // Then
        assertThat(read(wanted, "\r\n\r\n")).startsWith("HTTP/1.1 100");
        assertThat(untilClosed(stranger)).startsWith("HTTP/1.1 403");
    }

    @Test
    void endWhenTheyComeTooSlowly() throws IOException {
        // Given
        pace = new Pace(TimeUnit.MILLISECONDS.toNanos(50), 1_000_000_000);
        Socket socket = connect();
        // When
        send(socket, "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nx");
        // Then
        assertThat(untilClosed(socket)).startsWith("HTTP/1.1 408");
        assertThat(budget.used()).isZero();
    }

    @Test
    void takeNoMoreMemoryTogetherThanTheirBudget() throws IOException {
        // Given
        budget = new BodyBudget(500_000);
        // When
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Socket socket = connect();
            send(socket, "POST /" + i + " HTTP/1.1\r\nHost: x\r\nContent-Length: 90000\r\n\r\n" + "x".repeat(80_000));
            slow.add(socket);
        }
        // Then
        List<Socket> refused = new ArrayList<>();
        await().untilAsserted(() -> {
            slow.stream()
                    .filter(BodiesTest::hasAnswer)
                    .filter(s -> !refused.contains(s))
                    .forEach(refused::add);
            assertThat(refused).hasSizeGreaterThanOrEqualTo(15);
        });
        assertThat(budget.used()).isBetween(90_000L, 500_000L);
        assertThat(untilClosed(refused.getFirst())).startsWith("HTTP/1.1 503");
        // A short one still has room.
        assertThat(post("/short", 100, false, 100)).startsWith("HTTP/1.1 200");
        // And everything is given back once the slow ones have left.
        for (Socket socket : slow) {
            socket.close();
        }
        await().untilAsserted(() -> assertThat(budget.used()).isZero());
    }

    @Test
    void holdNoThreadWhileTheyCome() throws IOException {
        // Given
        int before = Thread.activeCount();
        // When
        for (int i = 0; i < 220; i++) {
            send(connect(), "POST /" + i + " HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nx");
        }
        await().untilAsserted(() -> assertThat(budget.used()).isEqualTo(220 * 100));
        // Then
        assertThat(post("/a", 100, false, 100)).startsWith("HTTP/1.1 200");
        assertThat(Thread.activeCount() - before).isLessThan(50);
    }

    @Test
    void endWhenTheyAreHardlyAnyOfWhatIsSent() throws IOException {
        for (String chunk :
                List.of("1;EXT\r\nx\r\n", "1;a=b;c=d\r\nx\r\n", "1;a;a=b;EXT\r\nx\r\n", "00000001\r\nx\r\n")) {
            // Given
            String whole = chunk.replace("EXT", "e".repeat(2_000));
            String some = whole.repeat(Math.min(99_000, 3_000_000 / whole.length()));
            Socket socket = connect();
            // When
            send(socket, "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            send(socket, some);
            // Then
            assertThat(untilClosed(socket)).as(chunk).startsWith("HTTP/1.1 400");
            assertThat(budget.used()).isZero();
        }
    }

    @Test
    void areReadInSmallChunksAndOverheadIsForgottenWithTheirRequest() throws IOException {
        // Given
        Socket socket = connect();
        String chunks = "10\r\nsixteen of them.\r\n".repeat(6_000) + "0\r\n\r\n";
        for (int i = 0; i < 6; i++) {
            // When
            send(socket, "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);
            // Then
            assertThat(read(socket, "\r\n\r\n96000")).startsWith("HTTP/1.1 200");
        }
    }

    private String post(String path, int length, boolean chunked, int piece) throws IOException {
        Socket socket = connect();
        StringBuilder request = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n");
        request.append(chunked ? "Transfer-Encoding: chunked\r\n\r\n" : "Content-Length: " + length + "\r\n\r\n");
        for (int sent = 0; sent < length; sent += piece) {
            String part = "x".repeat(Math.min(piece, length - sent));
            request.append(chunked ? Integer.toHexString(part.length()) + "\r\n" + part + "\r\n" : part);
        }
        send(socket, request + (chunked ? "0\r\n\r\n" : ""));
        return untilClosed(socket);
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
        socket.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
        sockets.add(socket);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static boolean hasAnswer(Socket socket) {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String read(Socket socket, String end) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int next = in.read();
            assertThat(next).as(text.toString()).isNotNegative();
            text.append((char) next);
        }
        return text.toString();
    }

    private static String untilClosed(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
}
