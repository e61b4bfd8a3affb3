package dev.postern.system.example;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Lends hands to scripts of any language, by {@code POST /press} and {@code POST /type?CODE}. */
final class RemoteHands implements AutoCloseable {
    // A browser is used by the thread that started it.
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final HttpServer server;
    private @Nullable Hands hands;
    private volatile @Nullable URI site;

    RemoteHands() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        server.setExecutor(thread);
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on they work at this site. */
    void workAt(URI address) {
        site = address;
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (hands == null) {
            hands = Hands.get();
            System.out.println("The examples use the site " + hands.how());
        }
        String said = "done";
        if (exchange.getRequestURI().getPath().equals("/press")) {
            hands.press(site);
        } else {
            said = hands.type(exchange.getRequestURI().getQuery()) ? "welcome" : "refused";
        }
        byte[] bytes = said.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        thread.execute(() -> {
            if (hands != null) {
                hands.close();
            }
        });
        thread.close();
    }
}
