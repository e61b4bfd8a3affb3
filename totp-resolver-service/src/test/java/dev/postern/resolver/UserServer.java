package dev.postern.resolver;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A server of a user, on the loopback. */
public final class UserServer implements AutoCloseable {
    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();

    private UserServer(HttpServer server) {
        this.server = server;
    }

    /** What came. */
    public record Call(String method, String path, Headers headers, String body) {}

    /** What is answered; a content type of null leaves the header out. */
    @SuppressWarnings("ArrayRecordComponent") // Sent once, never compared.
    public record Reply(int status, @Nullable String contentType, String body, String... location) {
        public static Reply json(String body) {
            return new Reply(200, "application/json", body);
        }

        public static Reply code(String code) {
            return json("{\"verification_code\":\"" + code + "\"}");
        }
    }

    /** Decides. */
    public interface Script {
        Reply on(Call call) throws Exception;
    }

    public static UserServer start(Script script) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            UserServer started = new UserServer(server);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", exchange -> started.take(exchange, script));
            server.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port() + "/code";
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** How many calls were open at once, at most. */
    public int mostOpen() {
        return mostOpen.get();
    }

    private void take(HttpExchange exchange, Script script) throws IOException {
        mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
        try (exchange) {
            Call call = new Call(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            calls.add(call);
            Reply reply = script.on(call);
            if (reply.contentType() != null) {
                exchange.getResponseHeaders().set("content-type", reply.contentType());
            }
            for (String location : reply.location()) {
                exchange.getResponseHeaders().set("location", location);
            }
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        } catch (Exception e) {
            // The caller went away, or the test is over.
        } finally {
            open.decrementAndGet();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
