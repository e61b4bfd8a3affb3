package dev.postern.ingest.message;

import org.jspecify.annotations.Nullable;

/** The way by which a message came in. */
public sealed interface Entrance {

    /** The id by which repeats of one sender are recognised. */
    String id();

    /** The provider, or {@code api}. */
    String provider();

    /** For how long the sender sends again what was not taken. */
    Retries retries();

    /** A push to the API. */
    record ApiKey(String id) implements Entrance {
        @Override
        public String provider() {
            return "api";
        }

        /** A script may try again, but nobody knows. */
        @Override
        public Retries retries() {
            return Retries.NONE;
        }
    }

    /**
     * A provider's post to a channel.
     *
     * @param id the channel's
     * @param deliveryKey equal for all of the provider's attempts to deliver this message
     * @param provider who posted
     * @param singleUse what it came under that is good for one post; null where there is no such thing
     */
    record Channel(
            String id,
            String deliveryKey,
            String provider,
            Retries retries,
            @Nullable SingleUse singleUse) implements Entrance {
        @Override
        public String toString() {
            return "Channel[id=" + id + ", ***]";
        }
    }

    /**
     * A nonce or token that is good for one post.
     *
     * @param content equal for equal posts
     */
    record SingleUse(String token, String content) {
        @Override
        public String toString() {
            return "SingleUse[***]";
        }
    }
}
