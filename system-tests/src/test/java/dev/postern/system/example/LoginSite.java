package dev.postern.system.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.postern.system.Api;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;

/**
 * A small site that asks for a code. It sends one for each press, by a text that Postern is told, and takes the newest
 * only.
 */
final class LoginSite implements AutoCloseable {
    static final String WELCOME = "Welcome";

    private final HttpServer server;
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<Instant>> sent = new ArrayList<>();
    private final Api postern;
    private final String identifier;
    private int presses;

    /**
     * @param postern where texts go
     * @param identifier to whom
     */
    LoginSite(Api postern, String identifier) {
        this.postern = postern;
        this.identifier = identifier;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What it said to each code that was typed. */
    List<String> said() {
        return said;
    }

    /** Waits until every text was taken by Postern, in a second that is over: the clock of a shell counts seconds. */
    void settle() {
        List<CompletableFuture<Instant>> all;
        synchronized (this) {
            all = List.copyOf(sent);
        }
        for (CompletableFuture<Instant> one : all) {
            long second = one.join().getEpochSecond();
            Awaitility.await().until(() -> Instant.now().getEpochSecond() > second);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        switch (exchange.getRequestURI().getPath()) {
            case "/send" -> {
                say(
                        exchange,
                        "Type the code",
                        "<form method=post action=/sign-in><input name=code><button>Sign in</button></form>");
                send();
            }
            case "/sign-in" -> {
                String answer = body.equals("code=" + code()) ? WELCOME : "Wrong code";
                said.add(answer);
                say(exchange, answer, "");
            }
            default ->
                say(exchange, "Sign in here", "<form method=post action=/send><button>Send me a code</button></form>");
        }
    }

    private static void say(HttpExchange exchange, String title, String form) throws IOException {
        byte[] page =
                ("<!DOCTYPE html><title>Site</title><h1>" + title + "</h1>" + form).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", "text/html");
        exchange.sendResponseHeaders(200, page.length);
        exchange.getResponseBody().write(page);
        exchange.close();
    }

    private void send() {
        CompletableFuture<Instant> taken = new CompletableFuture<>();
        String text;
        synchronized (this) {
            presses++;
            sent.add(taken);
            text = "{\"totp_identifier\":\"" + identifier + "\",\"content\":\"" + code()
                    + " is your verification code.\"}";
        }
        Api.Answer answer = postern.post("/v1/credentials/totp", text);
        taken.complete(Instant.now());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private synchronized String code() {
        return "%06d".formatted(481_920 + 7_919 * presses);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
