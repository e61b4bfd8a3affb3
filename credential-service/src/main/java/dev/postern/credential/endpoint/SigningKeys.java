package dev.postern.credential.endpoint;

import dev.postern.credential.vault.SecretText;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Skyvern signs with: its organisation's API key. There are two while it is being replaced, and either will do.
 *
 * @param keys the present one first
 * @param previousValidUntil when the second is no longer taken; null: as long as it is there
 */
record SigningKeys(List<SecretText> keys, @Nullable Instant previousValidUntil) {
    /** One, and another while it is being replaced. */
    static final int MOST = 2;

    SigningKeys {
        keys = List.copyOf(keys);
    }

    /** Those that are taken at that time. */
    SigningKeys at(Instant now) {
        boolean over = previousValidUntil != null && !now.isBefore(previousValidUntil);
        return over ? new SigningKeys(keys.subList(0, 1), null) : this;
    }

    /** Another in the first place; the present one goes on until that time, one before it ends at once. */
    SigningKeys replacedBy(SecretText next, @Nullable Instant presentValidUntil) {
        return presentValidUntil == null
                ? new SigningKeys(List.of(next), null)
                : new SigningKeys(List.of(next, keys.getFirst()), presentValidUntil);
    }

    @Override
    public String toString() {
        return "SigningKeys[***]";
    }
}
