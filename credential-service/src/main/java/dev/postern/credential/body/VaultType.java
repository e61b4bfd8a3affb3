package dev.postern.credential.body;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.postern.platform.body.Choices;

/** The vaults that a caller can name, in Skyvern's words. */
public enum VaultType {
    /** This one. */
    @JsonProperty("skyvern")
    SKYVERN("skyvern"),
    @JsonProperty("bitwarden")
    BITWARDEN("bitwarden"),
    @JsonProperty("azure_vault")
    AZURE_VAULT("azure_vault"),
    @JsonProperty("gcp")
    GCP("gcp"),
    /** The vault that a Skyvern server keeps its items in: here, those that came over the vault route. */
    @JsonProperty("custom")
    CUSTOM("custom");

    static final Choices<VaultType> BY_NAME = Choices.of(values(), VaultType::wireName);

    private final String wireName;

    VaultType(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
