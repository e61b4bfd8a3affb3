package dev.postern.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What kind of value a message carried; the names are Skyvern's ({@code skyvern/forge/sdk/schemas/totp_codes.py}). */
public enum OtpType {
    @JsonProperty("totp")
    TOTP("totp"),
    @JsonProperty("magic_link")
    MAGIC_LINK("magic_link");

    private final String wireName;

    OtpType(String wireName) {
        this.wireName = wireName;
    }

    /** The name on the wire and in the database. */
    public String wireName() {
        return wireName;
    }

    /**
     * The type of a wire name.
     *
     * @throws IllegalArgumentException for a name that is not one of the wire names
     */
    public static OtpType ofWireName(String wireName) {
        for (OtpType type : values()) {
            if (type.wireName.equals(wireName)) {
                return type;
            }
        }
        throw new IllegalArgumentException("Not an OTP type");
    }
}
