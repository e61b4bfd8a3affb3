package dev.postern.credential.internal;

import dev.postern.platform.startup.Findings;
import dev.postern.platform.startup.StartupCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the resolver must show. Read once: a new token means a restart. */
@ApplicationScoped
class ServiceToken implements StartupCheck {
    private static final String SETTING = "postern.internal.token-file";
    private static final String BEARER = "Bearer ";
    // 128 random bits in Base64.
    private static final int SHORTEST = 22;

    private final Optional<byte[]> token;
    private final boolean named;

    ServiceToken(InternalListenerSettings settings) {
        this.named = settings.tokenFile().isPresent();
        this.token = settings.tokenFile().flatMap(ServiceToken::read);
    }

    @Override
    public void check(Findings findings) {
        if (!named) {
            findings.abort(SETTING, "the setting is missing");
        } else if (token.isEmpty()) {
            findings.abort(SETTING, "the file cannot be read");
        } else if (token.get().length < SHORTEST) {
            findings.abort(SETTING, "the token is too short; make one of 32 random bytes");
        }
    }

    /** Whether the header shows the token; compared in constant time. */
    boolean shownBy(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith(BEARER)) {
            return false;
        }
        byte[] shown = authorization.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8);
        return token.isPresent() && MessageDigest.isEqual(token.get(), shown);
    }

    private static Optional<byte[]> read(Path file) {
        try {
            return Optional.of(Files.readString(file).strip().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
