package dev.postern.credential.body;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a credential is; the names are Skyvern's ({@code skyvern/forge/sdk/schemas/credentials.py}), lower case only. */
public enum CredentialType {
    @JsonProperty("password")
    PASSWORD("password"),
    @JsonProperty("credit_card")
    CREDIT_CARD("credit_card"),
    @JsonProperty("secret")
    SECRET("secret");

    public static final Map<String, CredentialType> BY_NAME = byName();

    private final String wireName;

    CredentialType(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    private static Map<String, CredentialType> byName() {
        Map<String, CredentialType> types = new LinkedHashMap<>();
        for (CredentialType type : values()) {
            types.put(type.wireName, type);
        }
        return types;
    }
}
