package dev.postern.events;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A token that opens a channel, as its hash.
 *
 * @param hash lower-case hex SHA-256 of the token
 * @param validUntil when a replaced token stops working; null for the present one
 */
public record ChannelToken(String hash, @Nullable Instant validUntil) {

    public ChannelToken {
        Objects.requireNonNull(hash, "hash");
    }
}
