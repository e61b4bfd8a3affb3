package dev.postern.credential.body;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.postern.platform.body.Choices;

/** How a login's second factor works, in Skyvern's words. */
public enum TotpType {
    @JsonProperty("authenticator")
    AUTHENTICATOR("authenticator"),
    @JsonProperty("email")
    EMAIL("email"),
    @JsonProperty("text")
    TEXT("text"),
    @JsonProperty("passkey")
    PASSKEY("passkey"),
    @JsonProperty("none")
    NONE("none");

    public static final Choices<TotpType> BY_NAME = Choices.of(values(), TotpType::wireName);

    private final String wireName;

    TotpType(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
