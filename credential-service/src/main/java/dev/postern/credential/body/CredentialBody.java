package dev.postern.credential.body;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.credential.body.CredentialUnion.Model;
import dev.postern.credential.totp.AuthenticatorKey;
import dev.postern.credential.totp.CounterKey;
import dev.postern.platform.body.Choices;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of create and update. Skyvern checks the shape first and an authenticator's key only once it knows the
 * credential exists, so the two are apart.
 */
public final class CredentialBody {
    static final Choices<String> VAULTS = Choices.of("skyvern", "bitwarden", "azure_vault", "gcp", "custom");
    public static final String OUR_VAULT = "skyvern";
    /** Skyvern's name of the vault that a Skyvern server keeps its items in: here, those that came that way. */
    public static final String ITEMS_VAULT = "custom";

    private final String name;
    private final CredentialType type;
    private final Model model;
    private final @Nullable String vault;
    private final Set<String> absent;
    private final BrowserChange browser;

    private CredentialBody(
            String name,
            CredentialType type,
            Model model,
            @Nullable String vault,
            Set<String> absent,
            BrowserChange browser) {
        this.name = name;
        this.type = type;
        this.model = model;
        this.vault = vault;
        this.absent = absent;
        this.browser = browser;
    }

    /**
     * The body's shape.
     *
     * @throws Problem naming every field that is wrong
     */
    public static CredentialBody read(JsonFields fields) {
        String name = fields.requiredString("name");
        CredentialType type = fields.requiredChoice("credential_type", CredentialType.BY_NAME, CredentialType.PASSWORD);
        Model model = CredentialUnion.match(fields);
        String vault = fields.optionalChoice("vault_type", VAULTS);
        BrowserChange browser = BrowserChange.ofCredential(fields);
        fields.rejectNul("name", name);
        if (model != null && !fits(type, model) && fields.errors().isEmpty()) {
            // Skyvern fails on this with a 500.
            fields.reject("credential", "value_error", "Value error, credential does not fit credential_type");
        }
        if (model != null) {
            CredentialUnion.shown(model).forEach(text -> fields.rejectNul("credential", text));
        }
        fields.check();
        if (model == null) {
            throw new IllegalStateException("A body without a model has errors");
        }
        return new CredentialBody(name, type, model, vault, absentMembers(fields), browser);
    }

    /** Refuses a vault that is not this one. */
    public void requireOurVault() {
        if (vault != null && !vault.equals(OUR_VAULT)) {
            throw Problem.of(ProblemType.BAD_REQUEST, "Unsupported credential storage type");
        }
    }

    /**
     * The whole, with the authenticator's key understood.
     *
     * @throws AuthenticatorKeyRefused when an authenticator's key is missing or wrong
     */
    public Submission submission() {
        Model understood = model instanceof Model.Login login ? withKeysUnderstood(login) : model;
        return Submission.of(name, type, understood, absent, browser);
    }

    private static Model.Login withKeysUnderstood(Model.Login login) {
        String byTime = login.totpType() == TotpType.AUTHENTICATOR ? key(login.totp()) : login.totp();
        String hotp = login.hotp();
        String byCounter = hotp == null
                ? null
                : CounterKey.parse(hotp)
                        .orElseThrow(AuthenticatorKeyRefused::invalidCounter)
                        .reveal();
        return login.withKeys(byTime, byCounter);
    }

    private static String key(@Nullable String totp) {
        if (totp == null || totp.isBlank()) {
            throw AuthenticatorKeyRefused.required();
        }
        return AuthenticatorKey.parse(totp)
                .orElseThrow(AuthenticatorKeyRefused::invalid)
                .reveal();
    }

    private static boolean fits(CredentialType type, Model model) {
        return switch (model) {
            case Model.Login login -> type == CredentialType.PASSWORD;
            case Model.Card card -> type == CredentialType.CREDIT_CARD;
            case Model.Text text -> type == CredentialType.SECRET;
        };
    }

    /** An update leaves these as they were when they are not in the body at all. */
    private static Set<String> absentMembers(JsonFields fields) {
        JsonNode credential = fields.raw("credential");
        return Stream.of("metadata", "billing_address", "billing_email", "billing_phone")
                .filter(member -> credential == null || !credential.has(member))
                .collect(Collectors.toSet());
    }
}
