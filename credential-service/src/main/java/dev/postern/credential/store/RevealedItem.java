package dev.postern.credential.store;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.credential.body.SecretMembers;
import dev.postern.credential.body.TotpType;

/**
 * What a Skyvern server reads back of an item that it keeps here, in the form it expects
 * ({@code skyvern/forge/sdk/services/credential/custom_credential_vault_service.py}). No other type
 * shows secrets when it is serialised.
 */
final class RevealedItem {
    private final ObjectNode members;

    private RevealedItem(ObjectNode members) {
        this.members = members;
    }

    static RevealedItem of(CredentialRow row, SecretMembers secrets) {
        ObjectNode members = secrets.reveal();
        members.put("id", row.credentialId);
        members.put("name", row.name);
        members.put("type", row.type.wireName());
        switch (row.type) {
            case PASSWORD -> {
                members.put("username", row.username);
                // Null is refused there.
                members.put("totp_type", (row.totpType == null ? TotpType.NONE : row.totpType).wireName());
                if (!members.has("totp")) {
                    members.putNull("totp");
                }
            }
            case CREDIT_CARD -> {
                // All of a card is secret.
            }
            case SECRET -> members.put("secret_label", row.secretLabel);
        }
        return new RevealedItem(members);
    }

    /** With the secrets. */
    @JsonValue
    ObjectNode reveal() {
        return members;
    }

    @Override
    public String toString() {
        return "***";
    }
}
