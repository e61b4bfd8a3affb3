package dev.postern.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Asks a {@code totp_url} as a Skyvern server does, by its description and not by Postern's code. */
public final class SkyvernServer {
    private static final String SIGNATURE = "x-skyvern-signature";

    private SkyvernServer() {}

    /** An endpoint of the organisation; the admin enters its {@code url} at Skyvern. */
    public static JsonNode endpoint(Api admin, String identifier, String key) {
        return admin.post(
                        "/v1/totp-url-endpoints",
                        "{\"name\":\"n\",\"totp_identifier\":\"" + identifier + "\",\"signing_keys\":[\"" + key
                                + "\"]}")
                .json();
    }

    /** One call for a run; nobody's API key goes with it. */
    public static Api.Answer ask(Api anybody, String path, String key, String body) {
        return anybody.as(null).post(path, body, SIGNATURE, signature(key, body), "x-skyvern-timestamp", "1");
    }

    public static CompletableFuture<Api.Answer> askLater(Api anybody, String path, String key, String body) {
        return anybody.as(null).postLater(path, body, SIGNATURE, signature(key, body), "x-skyvern-timestamp", "1");
    }

    /** The path of an endpoint's address. */
    public static String path(JsonNode endpoint) {
        return "/v1/totp-url/" + endpoint.get("endpoint_id").asText();
    }

    public static String signature(String key, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
