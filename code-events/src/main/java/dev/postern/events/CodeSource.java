package dev.postern.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a delivered code came from. */
public enum CodeSource {
    /** Computed from a stored seed. */
    @JsonProperty("authenticator")
    AUTHENTICATOR("authenticator"),
    /** Found in a message that was pushed. */
    @JsonProperty("received")
    RECEIVED("received"),
    /** Answered by the user's own server. */
    @JsonProperty("totp_url")
    TOTP_URL("totp_url");

    private final String wireName;

    CodeSource(String wireName) {
        this.wireName = wireName;
    }

    /** The name on the wire and in the database. */
    public String wireName() {
        return wireName;
    }

    /**
     * The source of a wire name.
     *
     * @throws IllegalArgumentException for a name that is not one of the wire names
     */
    public static CodeSource ofWireName(String wireName) {
        for (CodeSource source : values()) {
            if (source.wireName.equals(wireName)) {
                return source;
            }
        }
        throw new IllegalArgumentException("Not a code source");
    }
}
