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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * As much of Vault's Transit engine as is asked for: {@code POST /v1/transit/encrypt/master}, {@code decrypt} and {@code rotate}, with a token in
 * {@code X-Vault-Token}, over real HTTP. Errors have the form {@code {"errors": […]}}.
 */
final class TransitServer implements AutoCloseable {
    static final String TOKEN = "hvs.CAESItransit-token";
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String VERSION = "vault:v";

    private final HttpServer server;
    private final List<Aead> versions = new CopyOnWriteArrayList<>();
    private final boolean bindsAssociatedData;
    final Queue<Integer> nextStatuses = new ConcurrentLinkedQueue<>();
    final Queue<String> seen = new ConcurrentLinkedQueue<>();

    private TransitServer(HttpServer server, boolean bindsAssociatedData) throws GeneralSecurityException {
        this.server = server;
        addVersion();
        this.bindsAssociatedData = bindsAssociatedData;
    }

    static TransitServer start() throws Exception {
        return start(true);
    }

    /** @param bindsAssociatedData false: as Vault before 1.13 */
    static TransitServer start(boolean bindsAssociatedData) throws Exception {
        AeadConfig.register();
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        TransitServer server = new TransitServer(http, bindsAssociatedData);
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
        } else if ("/v1/transit/keys/master/rotate".equals(path)) {
            rotate(exchange);
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

    private void rotate(HttpExchange exchange) throws IOException {
        try {
            addVersion();
            send(exchange, 200, Map.of());
        } catch (GeneralSecurityException e) {
            send(exchange, 500, Map.of("errors", new String[0]));
        }
    }

    private void addVersion() throws GeneralSecurityException {
        versions.add(FreshKeyset.of(PredefinedAeadParameters.AES256_GCM)
                .getPrimitive(RegistryConfiguration.get(), Aead.class));
    }

    /** As {@code min_decryption_version} at the newest version. */
    void forbidOldVersions() {
        for (int i = 0; i < versions.size() - 1; i++) {
            versions.set(i, versions.getLast());
        }
    }

    private Map<String, String> operate(String path, JsonNode body) throws GeneralSecurityException {
        byte[] associated = bindsAssociatedData
                ? Base64.getDecoder().decode(body.get("associated_data").asText())
                : new byte[0];
        if (path.contains("/encrypt/")) {
            byte[] plain = Base64.getDecoder().decode(body.get("plaintext").asText());
            String encrypted =
                    Base64.getEncoder().encodeToString(versions.getLast().encrypt(plain, associated));
            return Map.of("ciphertext", VERSION + versions.size() + ":" + encrypted);
        }
        String ciphertext = Objects.requireNonNull(body.get("ciphertext").asText());
        if (!ciphertext.startsWith(VERSION)) {
            throw new GeneralSecurityException("no prefix");
        }
        String[] parts = ciphertext.substring(VERSION.length()).split(":", 2);
        Aead key = versions.get(Integer.parseInt(parts[0]) - 1);
        byte[] encrypted = Base64.getDecoder().decode(parts[1]);
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
