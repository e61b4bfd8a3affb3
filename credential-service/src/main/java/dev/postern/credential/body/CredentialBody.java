package dev.postern.credential.body;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.body.TextLimit;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A request to store a credential: the body of create and update, or a Skyvern server's item.
 *
 * @param name a label; may be empty
 * @param content what is stored
 * @param vault the vault that was named; null: no vault was named
 * @param absent the members that an update leaves as they were
 * @param browser what the body says of the settings that clients keep beside the credential
 */
public record CredentialBody(
        String name, CredentialContent content, @Nullable VaultType vault, Set<String> absent, BrowserChange browser) {

    public CredentialBody {
        absent = Set.copyOf(absent);
    }

    /**
     * The body of create and update. Keys are not looked at: Skyvern checks the shape first, and an authenticator's key only
     * once it knows that the credential exists.
     *
     * @throws Problem naming every field that is wrong
     */
    public static CredentialBody read(JsonFields fields) {
        String name = fields.requiredString("name", TextLimit.NAME);
        CredentialType type = fields.requiredChoice("credential_type", CredentialType.BY_NAME, CredentialType.PASSWORD);
        CredentialContent content = CredentialUnion.match(fields);
        VaultType vault = fields.optionalChoice("vault_type", VaultType.BY_NAME);
        BrowserChange browser = BrowserChange.ofCredential(fields);
        if (content != null && content.type() != type && fields.errors().isEmpty()) {
            // Skyvern fails on this with a 500.
            fields.reject("credential", "value_error", "Value error, credential does not fit credential_type");
        }
        fields.check();
        if (content == null) {
            throw new IllegalStateException("A body without a credential has errors");
        }
        return new CredentialBody(name, content, vault, absentMembers(fields), browser);
    }

    /**
     * What a Skyvern server stores here: flat, its kind in {@code type}. Its version has checked the keys by its own
     * rules, so they are stored unchanged ({@code skyvern/forge/sdk/api/custom_credential_client.py}).
     *
     * @throws Problem naming every field that is wrong
     */
    public static CredentialBody readItem(JsonFields fields) {
        String name = fields.requiredString("name", TextLimit.NAME);
        CredentialType type = fields.requiredChoice("type", CredentialType.BY_NAME, CredentialType.PASSWORD);
        // An unknown type says nothing of the other members.
        fields.check();
        CredentialContent content = switch (type) {
            case PASSWORD -> CredentialUnion.login(fields);
            case CREDIT_CARD -> CredentialUnion.card(fields);
            case SECRET -> CredentialUnion.text(fields);
        };
        fields.check();
        return new CredentialBody(name, content, null, Set.of(), new BrowserChange(Set.of(), BrowserSettings.NONE));
    }

    /**
     * The body with its keys in the form in which they are stored.
     *
     * @throws AuthenticatorKeyRefused when an authenticator's key is missing or wrong
     */
    public CredentialBody withKeysUnderstood() {
        return content instanceof CredentialContent.Login login
                ? new CredentialBody(name, login.withKeysUnderstood(), vault, absent, browser)
                : this;
    }

    /**
     * Refuses a vault that is not this one.
     *
     * @throws Problem 400
     */
    public void requireOurVault() {
        if (vault != null && vault != VaultType.SKYVERN) {
            throw Problem.of(ProblemType.BAD_REQUEST, "Unsupported credential storage type");
        }
    }

    /** An update leaves these as they were when they are not in the body at all. */
    private static Set<String> absentMembers(JsonFields fields) {
        JsonNode credential = fields.raw("credential");
        return Stream.of("metadata", "billing_address", "billing_email", "billing_phone")
                .filter(member -> credential == null || !credential.has(member))
                .collect(Collectors.toSet());
    }

    @Override
    public String toString() {
        return "CredentialBody[" + content.type() + "]";
    }
}
