package dev.postern.gateway.console.session;

import dev.postern.gateway.settings.ConsoleSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The key that seals the cookies, read once or made at the start. */
@Singleton
final class SessionKey {
    private static final Logger LOGGER = Logger.getLogger(SessionKey.class);

    private final byte[] key;
    private final SecureRandom random;

    @Inject
    SessionKey(ConsoleSettings settings, SecureRandom random) {
        this(of(settings.sessionKeyFile(), random), random);
    }

    SessionKey(byte[] key, SecureRandom random) {
        this.key = key.clone();
        this.random = random;
    }

    /** A seal for one purpose: what one seals no other opens. */
    Seal seal(String purpose) {
        return new Seal(key, purpose, random);
    }

    /**
     * The key in the file, or a new one.
     *
     * @throws IllegalStateException when there is no key in the file, with a sentence for the operator
     */
    static byte[] of(Optional<Path> file, SecureRandom random) {
        if (file.isPresent()) {
            return read(file.get());
        }
        LOGGER.info("Console sessions are sealed with a key of this start: a restart signs everybody out."
                + " With several gateways set POSTERN_CONSOLE_SESSION_KEY_FILE");
        byte[] key = new byte[Seal.KEY_BYTES];
        random.nextBytes(key);
        return key;
    }

    private static byte[] read(Path file) {
        try {
            String text = Files.readString(file).strip().replace('-', '+').replace('_', '/');
            byte[] key = Base64.getDecoder().decode(text);
            if (key.length == Seal.KEY_BYTES) {
                return key;
            }
        } catch (IOException e) {
            throw new IllegalStateException("POSTERN_CONSOLE_SESSION_KEY_FILE: " + file + " cannot be read", e);
        } catch (IllegalArgumentException e) {
            // No Base64. Its message would quote what is in the file.
        }
        throw new IllegalStateException("POSTERN_CONSOLE_SESSION_KEY_FILE: " + file
                + " must hold 32 bytes in Base64 (openssl rand -base64 32)");
    }
}
