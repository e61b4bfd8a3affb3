package dev.postern.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a delivered code came from. */
public enum CodeSource implements WireNamed {
    /** Computed from a stored seed. */
    @JsonProperty("authenticator")
    AUTHENTICATOR,
    /** Found in a message that was pushed. */
    @JsonProperty("received")
    RECEIVED,
    /** Answered by the user's own server. */
    @JsonProperty("totp_url")
    TOTP_URL;

    /**
     * The source of a wire name.
     *
     * @throws IllegalArgumentException for a name that is not one of the wire names
     */
    public static CodeSource ofWireName(String wireName) {
        return WireNamed.of(CodeSource.class, wireName);
    }
}
