package dev.postern.credential.body;

import dev.postern.credential.body.CredentialUnion.Model;
import dev.postern.platform.body.JsonFields;
import java.util.Set;

/**
 * Reads what a Skyvern server stores here: flat, its kind in {@code type}. Keys were checked there, by whatever rules its
 * version has, so they are kept as they come ({@code skyvern/forge/sdk/api/custom_credential_client.py}).
 */
public final class ItemBody {

    private ItemBody() {}

    public static Submission read(JsonFields fields) {
        String name = fields.requiredString("name");
        CredentialType type = fields.requiredChoice("type", CredentialType.BY_NAME, CredentialType.PASSWORD);
        // An unknown type says nothing of the other members.
        fields.check();
        Model model = switch (type) {
            case PASSWORD -> CredentialUnion.login(fields);
            case CREDIT_CARD -> CredentialUnion.card(fields);
            case SECRET -> CredentialUnion.text(fields);
        };
        fields.rejectNul("name", name);
        CredentialUnion.shown(model).forEach(text -> fields.rejectNul("type", text));
        fields.check();
        return Submission.of(name, type, model, Set.of(), new BrowserChange(Set.of(), BrowserSettings.NONE));
    }
}
