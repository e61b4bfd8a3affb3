package dev.postern.ingest.message;

/** The way by which a message came in. */
public sealed interface Entrance {

    /** The id by which repeats of one sender are recognised. */
    String id();

    /** A push to the API. */
    record ApiKey(String id) implements Entrance {}

    /**
     * A provider's post to a channel.
     *
     * @param id the channel's
     * @param deliveryKey equal for all of the provider's attempts to deliver this message
     */
    record Channel(String id, String deliveryKey) implements Entrance {
        @Override
        public String toString() {
            return "Channel[id=" + id + ", ***]";
        }
    }
}
