package dev.postern.gateway.console.overview;

import io.vertx.core.json.JsonObject;

/**
 * In how many messages of a channel or a sender no code was found.
 *
 * @param name of the channel or the sender, masked
 * @param unread in so many
 * @param all of so many
 */
record Unread(String name, long unread, long all) {

    static Unread of(JsonObject json, String name) {
        long unread = json.getLong("unread", 0L);
        return new Unread(name, unread, unread + json.getLong("read", 0L));
    }

    /** The part in hundredths, rounded up, so that one of a thousand is seen. */
    public long percent() {
        return all == 0 ? 0 : Math.ceilDiv(100 * unread, all);
    }
}
