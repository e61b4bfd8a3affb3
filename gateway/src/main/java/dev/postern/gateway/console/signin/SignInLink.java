package dev.postern.gateway.console.signin;

import dev.postern.gateway.console.signin.Exchanged.Refusal;
import dev.postern.gateway.settings.ConsoleSettings;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * The link that signs in once, for one person's own machine. {@code ./postern up} leaves its token in a file that only the person can
 * read; whoever shows the token gets the local API key for it. Off unless the settings name both files.
 */
@Singleton
final class SignInLink {
    private static final String FILE = "sign-in-link";
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final Optional<Path> folder;
    private final Optional<Path> keyFile;
    private final Clock clock;

    SignInLink(ConsoleSettings settings, Clock clock) {
        this.folder = settings.linkFolder();
        this.keyFile = settings.linkKeyFile();
        this.clock = clock;
    }

    /** Exchanges a token for the API key. The token is spent with that; one that is older than 15 minutes opens nothing. */
    synchronized Exchanged exchange(String token) {
        if (folder.isEmpty() || keyFile.isEmpty()) {
            return Refusal.OFF;
        }
        Path file = folder.get().resolve(FILE);
        try {
            byte[] known = Files.readString(file).strip().getBytes(StandardCharsets.UTF_8);
            if (token.isEmpty() || !MessageDigest.isEqual(known, token.getBytes(StandardCharsets.UTF_8))) {
                return Refusal.REPLACED;
            }
            if (!Files.getLastModifiedTime(file).toInstant().plus(LONGEST).isAfter(clock.instant())) {
                return Refusal.OLD;
            }
            Files.delete(file);
            return new Exchanged.Opened(Files.readString(keyFile.get()).strip());
        } catch (IOException e) {
            return Refusal.SPENT;
        }
    }
}
