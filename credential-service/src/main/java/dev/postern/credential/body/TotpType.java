package dev.postern.credential.body;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.Map;

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

    public static final Map<String, TotpType> BY_NAME = byName();

    private final String wireName;

    TotpType(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    private static Map<String, TotpType> byName() {
        Map<String, TotpType> types = new LinkedHashMap<>();
        for (TotpType type : values()) {
            types.put(type.wireName, type);
        }
        return types;
    }
}
