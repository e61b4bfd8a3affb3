package dev.postern.credential.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * As much of Vault's Transit engine as is asked for: {@code POST /v1/transit/encrypt/master} and {@code decrypt}, with a token in
 * {@code X-Vault-Token}, over real HTTP. Errors have the form {@code {"errors": […]}}.
 */
final class TransitServer implements AutoCloseable {
    static final String TOKEN = "hvs.CAESItransit-token";
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String VERSION = "vault:v1:";

    private final HttpServer server;
    private final Aead key;
    private final boolean bindsAssociatedData;
    final Queue<Integer> nextStatuses = new ConcurrentLinkedQueue<>();
    final Queue<String> seen = new ConcurrentLinkedQueue<>();

    private TransitServer(HttpServer server, Aead key, boolean bindsAssociatedData) {
        this.server = server;
        this.key = key;
        this.bindsAssociatedData = bindsAssociatedData;
    }

    static TransitServer start() throws Exception {
        return start(true);
    }

    /** @param bindsAssociatedData false: as Vault before 1.13 */
    static TransitServer start(boolean bindsAssociatedData) throws Exception {
        AeadConfig.register();
        Aead key = FreshKeyset.of(PredefinedAeadParameters.AES256_GCM)
                .getPrimitive(RegistryConfiguration.get(), Aead.class);
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        TransitServer server = new TransitServer(http, key, bindsAssociatedData);
        http.createContext("/", server::answer);
        http.start();
        return server;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        seen.add(exchange.getRequestMethod() + " " + path + " "
                + exchange.getRequestHeaders().getFirst("X-Vault-Namespace"));
        Integer failing = nextStatuses.poll();
        if (failing != null) {
            send(exchange, failing, Map.of("errors", new String[] {"told to"}));
        } else if (!TOKEN.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"))) {
            send(exchange, 403, Map.of("errors", new String[] {"permission denied"}));
        } else if (!path.endsWith("/master") || !path.startsWith("/v1/transit/")) {
            send(exchange, 404, Map.of("errors", new String[0]));
        } else {
            try {
                send(exchange, 200, Map.of("data", operate(path, MAPPER.readTree(body))));
            } catch (GeneralSecurityException e) {
                send(exchange, 400, Map.of("errors", new String[] {"cipher: message authentication failed"}));
            }
        }
    }

    private Map<String, String> operate(String path, JsonNode body) throws GeneralSecurityException {
        byte[] associated = bindsAssociatedData
                ? Base64.getDecoder().decode(body.get("associated_data").asText())
                : new byte[0];
        if (path.contains("/encrypt/")) {
            byte[] plain = Base64.getDecoder().decode(body.get("plaintext").asText());
            return Map.of("ciphertext", VERSION + Base64.getEncoder().encodeToString(key.encrypt(plain, associated)));
        }
        String ciphertext = Objects.requireNonNull(body.get("ciphertext").asText());
        if (!ciphertext.startsWith(VERSION)) {
            throw new GeneralSecurityException("no prefix");
        }
        byte[] encrypted = Base64.getDecoder().decode(ciphertext.substring(VERSION.length()));
        return Map.of("plaintext", Base64.getEncoder().encodeToString(key.decrypt(encrypted, associated)));
    }

    private static void send(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] json = MAPPER.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, json.length);
        exchange.getResponseBody().write(json);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
