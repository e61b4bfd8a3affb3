package dev.postern.credential.credential;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a login's second factor works, in Skyvern's words. */
enum TotpType {
    AUTHENTICATOR("authenticator"),
    EMAIL("email"),
    TEXT("text"),
    PASSKEY("passkey"),
    NONE("none");

    static final Map<String, TotpType> BY_NAME = byName();

    private final String wireName;

    TotpType(String wireName) {
        this.wireName = wireName;
    }

    @JsonValue
    String wireName() {
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
