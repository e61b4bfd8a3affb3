package dev.postern.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What kind of value a message carried; the names are Skyvern's ({@code skyvern/forge/sdk/schemas/totp_codes.py}). */
public enum OtpType implements WireNamed {
    @JsonProperty("totp")
    TOTP,
    @JsonProperty("magic_link")
    MAGIC_LINK;

    /**
     * The type of a wire name.
     *
     * @throws IllegalArgumentException for a name that is not one of the wire names
     */
    public static OtpType ofWireName(String wireName) {
        return WireNamed.of(OtpType.class, wireName);
    }
}
