package dev.postern.credential.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.crypto.tink.Aead;
import dev.postern.credential.vault.TransitFailure.Reason;
import dev.postern.database.Sql;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/**
 * Encrypts by a key of HashiCorp Vault's Transit engine ({@code /v1/transit/encrypt/:name} and {@code decrypt}), which
 * needs Vault 1.13 or later for associated data. A call that fails for now is tried three times. Blocks;
 * safe for many threads.
 */
final class TransitAead implements Aead, MasterKey.Place {
    private static final Sql IN_USE = Sql.of("SELECT 1 FROM master_key_in_use FOR SHARE");
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final int ATTEMPTS = 3;
    private static final long PAUSE_MS = 200;

    private final MasterKeySettings.Transit settings;
    private final String base;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();

    /** @throws TransitFailure when a setting is missing or the address is not valid */
    TransitAead(MasterKeySettings.Transit settings) {
        this.settings = settings;
        this.base = settings.url()
                        .orElseThrow(() -> new TransitFailure(Reason.UNREACHABLE))
                        .replaceAll("/+$", "") + "/v1/" + settings.mount();
        uri("encrypt", "");
    }

    @Override
    public Aead opening() {
        return this;
    }

    /** Vault wraps with the newest version of its key; the lock keeps one from coming before the transaction ends. */
    @Override
    public Aead wrapping(Connection connection) throws SQLException {
        IN_USE.query(connection, Sql.Binding.NONE, _ -> true);
        return this;
    }

    @Override
    public boolean readAgain() {
        return false;
    }

    /** Makes a new version of the key, which wraps from now on. */
    void rotate() {
        int status = post("keys", "/rotate", MAPPER.createObjectNode()).statusCode();
        if (status / 100 != 2) {
            throw new TransitFailure(reason(status));
        }
    }

    @Override
    public byte[] encrypt(byte[] plaintext, byte[] associatedData) throws GeneralSecurityException {
        ObjectNode body = MAPPER.createObjectNode()
                .put("plaintext", base64(plaintext))
                .put("associated_data", base64(associatedData));
        return ask("encrypt", body, "ciphertext").getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public byte[] decrypt(byte[] ciphertext, byte[] associatedData) throws GeneralSecurityException {
        ObjectNode body = MAPPER.createObjectNode()
                .put("ciphertext", new String(ciphertext, StandardCharsets.US_ASCII))
                .put("associated_data", base64(associatedData));
        try {
            return Base64.getDecoder().decode(ask("decrypt", body, "plaintext"));
        } catch (IllegalArgumentException e) {
            throw new TransitFailure(Reason.ANSWER);
        }
    }

    private String ask(String operation, ObjectNode body, String member) throws GeneralSecurityException {
        for (int attempt = 1; ; attempt++) {
            try {
                return member(post(operation, "", body), member);
            } catch (TransitFailure e) {
                if (e.reason() != Reason.UNREACHABLE || attempt == ATTEMPTS) {
                    throw e;
                }
                pause(PAUSE_MS * attempt);
            }
        }
    }

    private HttpResponse<byte[]> post(String operation, String behindKey, ObjectNode body) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri(operation, behindKey))
                    .timeout(ANSWER)
                    .header("content-type", "application/json")
                    .header("x-vault-request", "true")
                    .header("x-vault-token", token())
                    .POST(HttpRequest.BodyPublishers.ofByteArray(MAPPER.writeValueAsBytes(body)));
            settings.namespace().ifPresent(namespace -> request.header("x-vault-namespace", namespace));
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            // Without its cause: some of them quote what was sent.
            throw new TransitFailure(Reason.UNREACHABLE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransitFailure(Reason.UNREACHABLE);
        }
    }

    private static String member(HttpResponse<byte[]> answer, String member) throws GeneralSecurityException {
        int status = answer.statusCode();
        return switch (status) {
            case 200 -> {
                JsonNode value = data(answer.body()).get(member);
                if (value == null || !value.isTextual()) {
                    throw new TransitFailure(Reason.ANSWER);
                }
                yield value.textValue();
            }
            // The ciphertext was not made for this associated data. Vault's own message is not needed.
            case 400 -> throw new GeneralSecurityException("Transit refused");
            default -> throw new TransitFailure(reason(status));
        };
    }

    private static Reason reason(int status) {
        return switch (status) {
            case 401, 403 -> Reason.TOKEN;
            case 404, 405 -> Reason.KEY;
            // A replica that is behind, too many calls, a standby that does not forward.
            case 412, 429, 307 -> Reason.UNREACHABLE;
            default -> status >= 500 ? Reason.UNREACHABLE : Reason.ANSWER;
        };
    }

    private static JsonNode data(byte[] body) {
        try {
            return MAPPER.readTree(body).path("data");
        } catch (IOException e) {
            throw new TransitFailure(Reason.ANSWER);
        }
    }

    private URI uri(String operation, String behindKey) {
        String key = settings.key().orElseThrow(() -> new TransitFailure(Reason.KEY));
        try {
            URI uri = URI.create(base + "/" + operation + "/" + key + behindKey);
            if (uri.getHost() == null || !("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                throw new TransitFailure(Reason.UNREACHABLE);
            }
            return uri;
        } catch (IllegalArgumentException e) {
            throw new TransitFailure(Reason.UNREACHABLE);
        }
    }

    private String token() {
        try {
            String token = Files.readString(settings.tokenFile().orElseThrow(() -> new TransitFailure(Reason.TOKEN)))
                    .strip();
            if (token.isEmpty() || !token.chars().allMatch(character -> character > ' ' && character < 0x7f)) {
                throw new TransitFailure(Reason.TOKEN);
            }
            return token;
        } catch (IOException e) {
            throw new TransitFailure(Reason.TOKEN);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static void pause(long milliseconds) {
        try {
            TimeUnit.MILLISECONDS.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransitFailure(Reason.UNREACHABLE);
        }
    }

    @Override
    public String toString() {
        return "TransitAead";
    }
}
