package dev.postern.resolver.retention;

import dev.postern.platform.holder.KeepsSealed;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How long the resolver's rows need the key that sealed them. */
@ApplicationScoped
class SealedRows implements KeepsSealed {
    /** A request is kept from its end on, and may wait for a day. */
    private static final Duration LONGEST_REQUEST = Duration.ofDays(1);

    private final Duration longest;

    SealedRows(
            RetentionSettings settings,
            @ConfigProperty(name = "postern.messages.kept-days", defaultValue = "30") int messagesKeptDays) {
        Duration rows = settings.row().plus(LONGEST_REQUEST);
        Duration messages = Duration.ofDays(messagesKeptDays);
        this.longest = rows.compareTo(messages) > 0 ? rows : messages;
    }

    @Override
    public Duration longest() {
        return longest;
    }
}
