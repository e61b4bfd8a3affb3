package dev.postern.gateway.console.oidc;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A sign-in that the provider has not answered yet. What binds the answer to this browser and to this request is kept sealed in the
 * browser.
 *
 * @param state comes back with the answer (RFC 6749, section 10.12)
 * @param nonce comes back in the ID token (OpenID Connect Core 1.0, section 3.1.2.1)
 * @param verifier proves that whoever redeems the code has asked for it (RFC 7636)
 * @param next where to go afterwards
 */
record Attempt(String state, String nonce, String verifier, String next) {
    private static final int BYTES = 32;

    static Attempt begin(SecureRandom random, String next) {
        return new Attempt(word(random), word(random), word(random), next);
    }

    /** What the provider is told of the verifier: {@code S256} of RFC 7636, section 4.2. */
    String challenge() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    JsonObject json() {
        return new JsonObject()
                .put("state", state)
                .put("nonce", nonce)
                .put("verifier", verifier)
                .put("next", next);
    }

    static Attempt of(JsonObject json) {
        return new Attempt(
                json.getString("state", ""),
                json.getString("nonce", ""),
                json.getString("verifier", ""),
                json.getString("next", ""));
    }

    @Override
    public String toString() {
        return "Attempt[***]";
    }

    private static String word(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
