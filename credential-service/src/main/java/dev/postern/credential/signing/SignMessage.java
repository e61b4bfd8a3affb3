package dev.postern.credential.signing;

import dev.postern.credential.signing.SigningSecrets.SigningSecret;
import dev.postern.credential.vault.SecretText;
import dev.postern.events.internal.MessageToSign;
import dev.postern.events.internal.Signatures;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;

/**
 * Signs a message in both forms: Skyvern's ({@code generate_skyvern_signature} in {@code skyvern/forge/sdk/core/security.py}:
 * the key is the secret's text, the time is not covered) and Standard Webhooks' (the key is what the text holds in Base64).
 */
@ApplicationScoped
public class SignMessage {
    private final SigningSecrets secrets;

    SignMessage(SigningSecrets secrets) {
        this.secrets = secrets;
    }

    /**
     * The signatures with the organisation's secrets. Blocks.
     *
     * @return empty when there is no such organisation
     */
    public Optional<Signatures> sign(MessageToSign message) {
        List<SecretText> newestFirst = secrets.valid(message.organizationId()).stream()
                .map(SigningSecret::text)
                .toList();
        return newestFirst.isEmpty() ? Optional.empty() : Optional.of(sign(newestFirst, message));
    }

    static Signatures sign(List<SecretText> newestFirst, MessageToSign message) {
        String signed = message.messageId() + "." + message.timestamp() + "." + message.body();
        return new Signatures(
                skyvern(newestFirst.getLast(), message.body()),
                newestFirst.stream().map(secret -> webhook(secret, signed)).collect(Collectors.joining(" ")));
    }

    static String skyvern(SecretText secret, String body) {
        return hmac(secret.reveal().getBytes(StandardCharsets.UTF_8)).hmacHex(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String webhook(SecretText secret, String signed) {
        byte[] key = Base64.getDecoder().decode(secret.reveal().substring(SigningSecrets.PREFIX.length()));
        return "v1," + Base64.getEncoder().encodeToString(hmac(key).hmac(signed.getBytes(StandardCharsets.UTF_8)));
    }

    private static HmacUtils hmac(byte[] key) {
        return new HmacUtils(HmacAlgorithms.HMAC_SHA_256, key);
    }
}
