package dev.postern.resolver.message;

import dev.postern.events.CodeReceived;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** How long after its message a code may be used. */
@ApplicationScoped
public class Lifespan {
    private final Duration lifespan;

    // The setting of the codes that were found at once.
    Lifespan(@ConfigProperty(name = "totp.lifespan.minutes", defaultValue = "10") int minutes) {
        this.lifespan = Duration.ofMinutes(minutes);
    }

    long seconds() {
        return lifespan.toSeconds();
    }

    /** Until when a code of this message can be used at most; what the message itself says may be less. */
    Instant end(StoredMessage message) {
        return earlier(message.receivedAt().plus(lifespan), message.expiresAt());
    }

    /** Until when the code can be used: the earliest of the installation's, its sender's and its message's limits. */
    public Instant end(CodeReceived code) {
        return earlier(earlier(code.receivedAt().plus(lifespan), code.expiresAt()), code.statedUntil());
    }

    private static Instant earlier(Instant one, @Nullable Instant other) {
        return other != null && other.isBefore(one) ? other : one;
    }
}
