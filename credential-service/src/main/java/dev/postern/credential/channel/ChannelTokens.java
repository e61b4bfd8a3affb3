package dev.postern.credential.channel;

import dev.postern.credential.vault.SecretText;
import dev.postern.platform.startup.PublicUrl;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.Base64;

/** Makes what a channel is opened with and signed with, and says where it is. */
@ApplicationScoped
class ChannelTokens {
    private static final String TOKEN_PREFIX = "ct_";
    // Standard Webhooks, "Signature scheme".
    private static final String SIGNING_PREFIX = "whsec_";
    private static final int RANDOM_BYTES = 32;

    private final SecureRandom random;
    private final PublicUrl publicUrl;

    ChannelTokens(SecureRandom random, PublicUrl publicUrl) {
        this.random = random;
        this.publicUrl = publicUrl;
    }

    SecretText newToken() {
        return new SecretText(
                TOKEN_PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(randomBytes()));
    }

    SecretText newSigningSecret() {
        return new SecretText(SIGNING_PREFIX + Base64.getEncoder().encodeToString(randomBytes()));
    }

    String url(String provider, SecretText token) {
        return publicUrl.base() + "/webhooks/" + provider + "/" + token.reveal();
    }

    private byte[] randomBytes() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return bytes;
    }
}
