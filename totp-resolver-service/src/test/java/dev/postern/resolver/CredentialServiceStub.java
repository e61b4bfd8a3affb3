package dev.postern.resolver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The internal listener as the resolver knows it. What it answers is decided by the ids it is asked with. */
public final class CredentialServiceStub implements AutoCloseable {
    /** The key of the signatures that the tests expect. */
    public static final String SECRET = "test-api-key";

    /** Organisations whose ids begin so get no signature. */
    public static final String UNSIGNED = "o_unsigned";

    /** A credential whose seed gives {@link #SEED_CODE} at once. */
    public static final String WITH_SEED = "cred_seed";

    /** A credential whose seed belongs to other runs for an hour. */
    public static final String WITH_BUSY_SEED = "cred_busy";

    /** A credential without a second factor. */
    public static final String WITHOUT_FACTOR = "cred_none";

    public static final String SEED_CODE = "135790";

    private static final Map<String, Supplier<String>> ANSWERS = new ConcurrentHashMap<>();
    private static final String OUT_OF_REACH = "";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;

    private CredentialServiceStub(HttpServer server) {
        this.server = server;
    }

    /** What a credential of a test's own is answered with from now on. */
    public static void willAnswer(String credentialId, String json) {
        ANSWERS.put(credentialId, () -> json);
    }

    /** The same, made when it is asked. */
    public static void willAnswer(String credentialId, Supplier<String> json) {
        ANSWERS.put(credentialId, json);
    }

    /** A credential of a test's own is not answered from now on, as if nobody were there, until {@link #willAnswer}. */
    public static void isOutOfReach(String credentialId) {
        ANSWERS.put(credentialId, () -> OUT_OF_REACH);
    }

    /** What a seed's code is answered with. */
    public static String code(String code) {
        return "{\"kind\":\"code\",\"code\":\"%s\",\"step\":1,\"valid_from\":\"2026-01-01T00:00:00Z\",\"valid_until\":\"%s\"}"
                .formatted(code, Instant.now().plusSeconds(30));
    }

    public static CredentialServiceStub start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/internal/v1/organizations/", CredentialServiceStub::sign);
        server.createContext("/internal/v1/credentials/", CredentialServiceStub::code);
        server.start();
        return new CredentialServiceStub(server);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The signature that Standard Webhooks' recipe gives for the stub's secret. */
    public static String webhookSignature(String id, String timestamp, String body) {
        return "v1," + Base64.getEncoder().encodeToString(hmac(id + "." + timestamp + "." + body));
    }

    private static void sign(HttpExchange exchange) throws IOException {
        JsonNode question = JSON.readTree(exchange.getRequestBody());
        if (exchange.getRequestURI().getPath().contains("/" + UNSIGNED)) {
            answer(exchange, 503, "{}");
            return;
        }
        String body = question.get("body").asText();
        answer(
                exchange,
                200,
                JSON.createObjectNode()
                        .put("x_skyvern_signature", HexFormat.of().formatHex(hmac(body)))
                        .put(
                                "webhook_signature",
                                webhookSignature(
                                        question.get("message_id").asText(),
                                        question.get("timestamp").asText(),
                                        body))
                        .toString());
    }

    private static void code(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Supplier<String> answer = ANSWERS.get(path.split("/", -1)[4]);
        String own = answer == null ? null : answer.get();
        if (OUT_OF_REACH.equals(own)) {
            exchange.close();
        } else if (own != null) {
            answer(exchange, 200, own);
        } else if (path.contains("/" + WITH_SEED + "/")) {
            answer(exchange, 200, code(SEED_CODE));
        } else if (path.contains("/" + WITH_BUSY_SEED + "/")) {
            answer(
                    exchange,
                    200,
                    "{\"kind\":\"wait\",\"until\":\"" + Instant.now().plusSeconds(3_600) + "\"}");
        } else if (path.contains("/" + WITHOUT_FACTOR + "/")) {
            answer(exchange, 200, "{\"kind\":\"none\"}");
        } else {
            answer(exchange, 404, "{}");
        }
    }

    private static byte[] hmac(String message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("content-type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
