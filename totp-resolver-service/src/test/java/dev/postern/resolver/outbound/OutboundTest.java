package dev.postern.resolver.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.fixtures.UserServer;
import dev.postern.fixtures.UserServer.Reply;
import dev.postern.platform.startup.Findings;
import dev.postern.resolver.outbound.Outcome.Answered;
import dev.postern.resolver.outbound.Outcome.Failed;
import dev.postern.resolver.outbound.Outcome.Failure;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Each rule of docs/rules.md, "Outbound calls", against real sockets. */
class OutboundTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final int ENOUGH = 1_000;

    private final List<String> lookedUp = new ArrayList<>();

    @AfterAll
    static void close() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void postsTheBytesWithItsHeadersAndReadsTheAnswer() {
        try (UserServer server = UserServer.start(_ -> Reply.json("{\"a\":1}"))) {
            // When
            Outcome outcome = post(loopback(), "http://127.0.0.1:" + server.port() + "/x?y=%20z", LONG, ENOUGH);
            // Then
            assertThat(answer(outcome)).isEqualTo("{\"a\":1}");
            UserServer.Call call = server.calls().getFirst();
            assertThat(call.method()).isEqualTo("POST");
            assertThat(call.path()).isEqualTo("/x?y=%20z");
            assertThat(call.body()).isEqualTo("{}");
            assertThat(call.headers().get("a-header")).containsExactly("its value");
            assertThat(call.headers()).doesNotContainKeys("Traceparent", "Authorization");
        }
    }

    @Test
    void readsEachOfManyAnswersThatComeAtOnce() {
        Outbound outbound = loopback();
        try (UserServer server = UserServer.start(_ -> Reply.json("{}"))) {
            String url = "http://127.0.0.1:" + server.port() + "/";
            for (int call = 0; call < 2_000; call++) {
                // When
                Outcome outcome = post(outbound, url, LONG, ENOUGH);
                // Then
                assertThat(outcome).isInstanceOf(Answered.class);
            }
        }
    }

    @Test
    void connectsToTheAddressThatWasCheckedAndLooksUpNothingTwice() {
        try (UserServer server = UserServer.start(_ -> Reply.json("{}"))) {
            // Given: a name that stands for a harmless address once, and for another one ever after
            Outbound outbound = outbound(
                    "127.0.0.1/32",
                    name -> List.of(lookedUp.size() == 1 ? address("127.0.0.1") : address("169.254.169.254")));
            // When
            Outcome outcome = post(outbound, "http://rebinding.example:" + server.port() + "/", LONG, ENOUGH);
            // Then
            assertThat(answer(outcome)).isEqualTo("{}");
            assertThat(lookedUp).containsExactly("rebinding.example");
            assertThat(server.calls().getFirst().headers().getFirst("Host"))
                    .isEqualTo("rebinding.example:" + server.port());
        }
    }

    @Test
    void checksTheAddressAgainWhenItIsRedirected() {
        try (UserServer server = UserServer.start(_ -> new Reply(307, null, "", "/next"))) {
            // Given
            Outbound outbound = outbound(
                    "127.0.0.1/32",
                    name -> List.of(lookedUp.size() == 1 ? address("127.0.0.1") : address("169.254.169.254")));
            // When
            Outcome outcome = post(outbound, "http://rebinding.example:" + server.port() + "/", LONG, ENOUGH);
            // Then
            assertThat(outcome).isEqualTo(new Failed(Failure.ADDRESS_NOT_ALLOWED, null));
            assertThat(server.calls()).hasSize(1);
        }
    }

    @Test
    void callsNoAddressThatNotEverybodyReaches() {
        try (UserServer server = UserServer.start(_ -> Reply.json("{}"))) {
            for (String host : List.of("127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]")) {
                assertThat(post(
                                outbound("10.0.0.0/8", SYSTEM),
                                "http://" + host + ":" + server.port() + "/",
                                LONG,
                                ENOUGH))
                        .as(host)
                        .isEqualTo(new Failed(Failure.ADDRESS_NOT_ALLOWED, null));
            }
            Outbound named = outbound("10.0.0.0/8", name -> List.of(address("127.0.0.1"), address("169.254.169.254")));
            assertThat(post(named, "http://innocent.example:" + server.port() + "/", LONG, ENOUGH))
                    .isEqualTo(new Failed(Failure.ADDRESS_NOT_ALLOWED, null));
            assertThat(server.calls()).isEmpty();
        }
    }

    @Test
    void usesOnlyTheAllowedOfANamesAddresses() {
        try (UserServer server = UserServer.start(_ -> Reply.json("{}"))) {
            Outbound outbound = outbound("127.0.0.1/32", name -> List.of(address("10.0.0.1"), address("127.0.0.1")));
            assertThat(answer(post(outbound, "http://mixed.example:" + server.port() + "/", LONG, ENOUGH)))
                    .isEqualTo("{}");
        }
    }

    @Test
    void saysBeforehandThatALiteralIsRefusedAndLooksUpNoName() {
        Outbound outbound = outbound("127.0.0.0/8", name -> {
            throw new AssertionError("looked up");
        });

        assertThat(outbound.refusesLiteral(target("http://10.0.0.1/"))).isTrue();
        assertThat(outbound.refusesLiteral(target("http://[::1]/"))).isTrue();
        // 10.0.0.1 as one number.
        assertThat(outbound.refusesLiteral(target("http://167772161/"))).isTrue();
        assertThat(outbound.refusesLiteral(target("http://127.0.0.1/"))).isFalse();
        assertThat(outbound.refusesLiteral(target("http://8.8.8.8/"))).isFalse();
        assertThat(outbound.refusesLiteral(target("http://localhost/"))).isFalse();
    }

    @Test
    void repeatsThePostWhereTheSamePlaceSendsItAndNowhereElse() {
        try (UserServer other = UserServer.start(_ -> Reply.json("{}"));
                UserServer server = UserServer.start(call -> switch (call.path()) {
                    case "/moved" -> new Reply(308, null, "", "/here");
                    case "/elsewhere" -> new Reply(307, null, "", other.url());
                    case "/get" -> new Reply(302, null, "", "/here");
                    case "/round" -> new Reply(307, null, "", "/round");
                    default -> Reply.json("{\"here\":1}");
                })) {
            String base = "http://127.0.0.1:" + server.port();
            // Then
            assertThat(answer(post(loopback(), base + "/moved", LONG, ENOUGH))).isEqualTo("{\"here\":1}");
            assertThat(server.calls().getLast().body()).isEqualTo("{}");
            assertThat(post(loopback(), base + "/elsewhere", LONG, ENOUGH))
                    .isEqualTo(new Failed(Failure.REDIRECT_REFUSED, 307));
            assertThat(other.calls()).isEmpty();
            // A client would go on there with a GET, without the body that is signed.
            assertThat(((Answered) post(loopback(), base + "/get", LONG, ENOUGH)).status())
                    .isEqualTo(302);
            int before = server.calls().size();
            assertThat(post(loopback(), base + "/round", LONG, ENOUGH))
                    .isEqualTo(new Failed(Failure.REDIRECT_REFUSED, 307));
            assertThat(server.calls()).hasSize(before + 4);
        }
    }

    @Test
    void givesUpAServerThatDoesNotAnswer() {
        CountDownLatch over = new CountDownLatch(1);
        try (UserServer server = UserServer.start(_ -> {
            over.await();
            return Reply.json("{}");
        })) {
            assertThat(post(loopback(), server.url(), Duration.ofMillis(300), ENOUGH))
                    .isEqualTo(new Failed(Failure.TIMED_OUT, null));
            over.countDown();
        }
    }

    @Test
    void givesUpAServerThatNeverEndsItsAnswer() throws IOException {
        // A byte now and then, so that no pause is long.
        try (RawServer server = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n", " ", 50)) {
            assertThat(post(loopback(), server.url(), Duration.ofMillis(500), ENOUGH))
                    .isEqualTo(new Failed(Failure.TIMED_OUT, null));
        }
    }

    @Test
    void takesAsMuchAsItMayAndNotAByteMore() throws IOException {
        try (UserServer exact = UserServer.start(_ -> Reply.json("x".repeat(ENOUGH)));
                UserServer more = UserServer.start(_ -> Reply.json("x".repeat(ENOUGH + 1)));
                RawServer endless = new RawServer(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                        "64\r\n" + "x".repeat(100) + "\r\n",
                        0)) {
            assertThat(answer(post(loopback(), exact.url(), LONG, ENOUGH))).hasSize(ENOUGH);
            assertThat(post(loopback(), more.url(), LONG, ENOUGH))
                    .isEqualTo(new Failed(Failure.ANSWER_TOO_LARGE, null));
            assertThat(post(loopback(), endless.url(), LONG, ENOUGH))
                    .isEqualTo(new Failed(Failure.ANSWER_TOO_LARGE, null));
        }
    }

    @Test
    void inflatesNothing() {
        try (UserServer server = UserServer.start(_ -> Reply.json("{}"))) {
            post(loopback(), server.url(), LONG, ENOUGH);
            assertThat(server.calls().getFirst().headers()).doesNotContainKey("Accept-encoding");
        }
    }

    @Test
    void failsWhereNobodyListensOrNoHttpIsSpoken() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        assertThat(post(loopback(), "http://127.0.0.1:" + port + "/", LONG, ENOUGH))
                .isEqualTo(new Failed(Failure.CONNECTION_FAILED, null));
        try (RawServer server = new RawServer("SSH-2.0-canary\r\n\r\n", "", 0)) {
            assertThat(post(loopback(), server.url(), Duration.ofSeconds(3), ENOUGH))
                    .isInstanceOf(Failed.class);
        }
        assertThat(post(outbound("127.0.0.0/8", SYSTEM), "http://nobody.invalid/", LONG, ENOUGH))
                .isEqualTo(new Failed(Failure.ADDRESS_NOT_ALLOWED, null));
    }

    @Test
    void logsNothingOfWhatAServerSays() throws IOException {
        List<String> logged = new CopyOnWriteArrayList<>();
        Handler log = new Handler() {
            @Override
            public void publish(LogRecord record) {
                logged.add(record.getMessage() + " " + record.getThrown());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger.getLogger("").addHandler(log);
        try (RawServer noHttp = new RawServer("canary-2.0\r\n\r\n", "", 0);
                RawServer badHeader = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: canary\r\n\r\n", "", 0);
                RawServer badChunk =
                        new RawServer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\ncanary\r\n", "", 0)) {
            for (RawServer server : List.of(noHttp, badHeader, badChunk)) {
                assertThat(post(loopback(), server.url(), Duration.ofSeconds(3), ENOUGH))
                        .isInstanceOf(Failed.class);
            }
        } finally {
            Logger.getLogger("").removeHandler(log);
        }
        assertThat(String.join("\n", logged)).doesNotContainIgnoringCase("canary");
    }

    @Test
    void endsWhenItsThreadIsInterrupted() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        try (UserServer server = UserServer.start(_ -> {
            called.countDown();
            over.await();
            return Reply.json("{}");
        })) {
            // Given
            CompletableFuture<Outcome> outcome = new CompletableFuture<>();
            Thread caller =
                    Thread.ofVirtual().start(() -> outcome.complete(post(loopback(), server.url(), LONG, ENOUGH)));
            called.await();
            // When
            caller.interrupt();
            // Then
            assertThat(outcome.get(10, TimeUnit.SECONDS)).isInstanceOf(Failed.class);
            over.countDown();
        }
    }

    @Test
    void doesNotStartWithARangeThatIsNoneAndWarnsOfThoseItAllows() {
        Findings wrong = new Findings();
        outbound("10.0.0.0/99", SYSTEM).check(wrong);
        Findings some = new Findings();
        loopback().check(some);
        Findings none = new Findings();
        new Outbound(List.of(), SYSTEM, new PinnedCalls(VERTX)).check(none);

        assertThat(wrong.errors()).hasSize(1);
        assertThat(wrong.errors().getFirst()).startsWith("postern.outbound.unsafe-allowed-networks: ");
        assertThat(some.errors()).isEmpty();
        assertThat(some.warnings()).hasSize(1);
        assertThat(none.errors()).isEmpty();
        assertThat(none.warnings()).isEmpty();
    }

    private static final Names SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    private static Outbound loopback() {
        return new Outbound(List.of("127.0.0.0/8"), SYSTEM, new PinnedCalls(VERTX));
    }

    private Outbound outbound(String allowed, Names names) {
        return new Outbound(
                List.of(allowed),
                host -> {
                    lookedUp.add(host);
                    return names.of(host);
                },
                new PinnedCalls(VERTX));
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static Target target(String url) {
        return Target.of(url).orElseThrow();
    }

    private static Outcome post(Outbound outbound, String url, Duration longest, int mostBytes) {
        return outbound.post(
                target(url),
                Map.of("a-header", "its value", "Content-Type", "application/json"),
                "{}".getBytes(StandardCharsets.UTF_8),
                longest,
                mostBytes);
    }

    private static String answer(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Answered.class);
        return new String(((Answered) outcome).body(), StandardCharsets.UTF_8);
    }

    /** Sends a beginning, then the same again and again until the caller is gone. */
    private static final class RawServer implements AutoCloseable {
        private final ServerSocket listening;

        RawServer(String beginning, String again, long everyMillis) throws IOException {
            listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(() -> {
                try (Socket socket = listening.accept();
                        OutputStream out = socket.getOutputStream()) {
                    // Whoever answers before it is asked is not heard at all.
                    socket.getInputStream().read(new byte[1_000]);
                    out.write(beginning.getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                    CountDownLatch never = new CountDownLatch(1);
                    while (!again.isEmpty()) {
                        out.write(again.getBytes(StandardCharsets.US_ASCII));
                        out.flush();
                        if (everyMillis > 0 && never.await(everyMillis, TimeUnit.MILLISECONDS)) {
                            return;
                        }
                    }
                } catch (IOException | InterruptedException e) {
                    // The caller is gone.
                }
            });
        }

        String url() {
            return "http://127.0.0.1:" + listening.getLocalPort() + "/";
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }
}
