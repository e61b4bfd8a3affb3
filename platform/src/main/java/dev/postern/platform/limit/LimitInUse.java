package dev.postern.platform.limit;

import org.jspecify.annotations.Nullable;

/**
 * A limit, and how much of it is used now.
 *
 * @param name such as {@code requests_at_once}
 * @param organization what all keys, channels and endpoints of the organisation may use together
 * @param apiKey what the key that asks may use; null where a key has no limit of its own
 */
public record LimitInUse(
        String name, Amount organization, @Nullable Amount apiKey) {

    /**
     * How much there is of something.
     *
     * @param most how much may be used at once
     * @param used how much of it is
     * @param freedPerMinute how much of what is used comes back each minute, by itself; null where it is given back
     */
    public record Amount(long most, long used, @Nullable Long freedPerMinute) {
        /** Of what is given back. */
        public Amount(long most, long used) {
            this(most, used, null);
        }
    }
}
