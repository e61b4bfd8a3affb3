package dev.postern.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a channel finds the identifier of a message, by which logins ask for its code. */
public enum MatchBy implements WireNamed {
    /** The number or the address the message was sent to. */
    @JsonProperty("recipient")
    RECIPIENT,
    /** A header of the mail, such as {@code X-Forwarded-To}. */
    @JsonProperty("header")
    HEADER,
    /** A fixed value, independent of the message. */
    @JsonProperty("fixed")
    FIXED,
    /**
     * What stands after the plus in the recipient's local part (RFC 5233, section 1): {@code anna} in {@code
     * codes+anna@in.example.com}. With an equals sign it is an address: {@code codes+anna=example.com@in.example.com} is
     * {@code anna@example.com}.
     */
    @JsonProperty("plus_part")
    PLUS_PART;
}
