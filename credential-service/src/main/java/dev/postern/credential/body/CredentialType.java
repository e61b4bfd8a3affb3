package dev.postern.credential.body;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.postern.platform.body.Choices;

/** What a credential is; the names are Skyvern's ({@code skyvern/forge/sdk/schemas/credentials.py}), lower case only. */
public enum CredentialType {
    @JsonProperty("password")
    PASSWORD("password"),
    @JsonProperty("credit_card")
    CREDIT_CARD("credit_card"),
    @JsonProperty("secret")
    SECRET("secret");

    public static final Choices<CredentialType> BY_NAME = Choices.of(values(), CredentialType::wireName);

    private final String wireName;

    CredentialType(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
