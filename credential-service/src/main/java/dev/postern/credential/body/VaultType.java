package dev.postern.credential.body;

import dev.postern.platform.body.Choices;

/** The vaults that a caller can name, in Skyvern's words. */
public enum VaultType {
    /** This one. */
    SKYVERN("skyvern"),
    BITWARDEN("bitwarden"),
    AZURE_VAULT("azure_vault"),
    GCP("gcp"),
    /** The vault that a Skyvern server keeps its items in: here, those that came over the vault route. */
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
