package dev.postern.resolver.state;

import dev.postern.events.CodeReceived;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** How long after its message a code may be used. The only place that knows the setting. */
@ApplicationScoped
public class Lifespan {
    private final Duration length;

    /** @param minutes Skyvern's name and default for it (skyvern/config.py) */
    public Lifespan(@ConfigProperty(name = "totp.lifespan.minutes", defaultValue = "10") int minutes) {
        this.length = Duration.ofMinutes(minutes);
    }

    /** How long a code is valid by default. */
    public Duration length() {
        return length;
    }

    /** {@link #length} in seconds, for statements. */
    public long seconds() {
        return length.toSeconds();
    }

    /**
     * The latest time until which a code from a message can be used.
     *
     * @param receivedAt when the message was accepted
     * @param expiresAt when it expires according to the caller that posted it; null when that gave no time
     */
    public Instant end(Instant receivedAt, @Nullable Instant expiresAt) {
        return earlier(receivedAt.plus(length), expiresAt);
    }

    /** Until when a code can be used: the earliest time that the setting, the caller or the message gives. */
    public Instant end(CodeReceived code) {
        return earlier(end(code.receivedAt(), code.expiresAt()), code.statedUntil());
    }

    private static Instant earlier(Instant one, @Nullable Instant other) {
        return other != null && other.isBefore(one) ? other : one;
    }
}
