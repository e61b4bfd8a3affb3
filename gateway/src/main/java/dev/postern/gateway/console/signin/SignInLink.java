package dev.postern.gateway.console.signin;

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
import org.jspecify.annotations.Nullable;

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

    /** The API key for a token, which is spent with that; null for a token that is wrong, spent or older than 15 minutes. */
    synchronized @Nullable String exchange(String token) {
        if (folder.isEmpty() || keyFile.isEmpty() || token.isEmpty()) {
            return null;
        }
        Path file = folder.get().resolve(FILE);
        try {
            byte[] known = Files.readString(file).strip().getBytes(StandardCharsets.UTF_8);
            boolean isYoung =
                    Files.getLastModifiedTime(file).toInstant().plus(LONGEST).isAfter(clock.instant());
            if (!MessageDigest.isEqual(known, token.getBytes(StandardCharsets.UTF_8)) || !isYoung) {
                return null;
            }
            Files.delete(file);
            return Files.readString(keyFile.get()).strip();
        } catch (IOException e) {
            return null;
        }
    }
}
