package dev.postern.credential.credential;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.credential.credential.CredentialUnion.Model;
import dev.postern.credential.totp.AuthenticatorKey;
import dev.postern.platform.problem.JsonFields;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of create and update. Skyvern checks the shape first and an authenticator's key only once it knows the
 * credential exists, so the two are apart.
 */
final class CredentialBody {
    static final Map<String, String> VAULTS = Stream.of("skyvern", "bitwarden", "azure_vault", "gcp", "custom")
            .collect(
                    Collectors.toMap(Function.identity(), Function.identity(), (one, same) -> one, LinkedHashMap::new));
    static final String OUR_VAULT = "skyvern";
    private static final int SHOWN_CARD_DIGITS = 4;

    private final String name;
    private final CredentialType type;
    private final Model model;
    private final @Nullable String vault;
    private final Set<String> absent;
    private final BrowserSettings browser;

    private CredentialBody(
            String name,
            CredentialType type,
            Model model,
            @Nullable String vault,
            Set<String> absent,
            BrowserSettings browser) {
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
    static CredentialBody read(JsonFields fields) {
        String name = fields.requiredString("name");
        CredentialType type = type(fields);
        Model model = CredentialUnion.match(fields);
        String vault = fields.optionalChoice("vault_type", VAULTS);
        BrowserSettings browser = browser(fields);
        // PostgreSQL has no NUL in texts.
        rejectNul(fields, "name", name);
        if (model != null && !fits(type, model) && fields.errors().isEmpty()) {
            // Skyvern fails on this with a 500.
            fields.reject("credential", "value_error", "Value error, credential does not fit credential_type");
        }
        if (model != null) {
            shown(model).forEach(text -> rejectNul(fields, "credential", text));
        }
        fields.check();
        if (model == null) {
            throw new IllegalStateException("A body without a model has errors");
        }
        return new CredentialBody(name, type, model, vault, absentMembers(fields), browser);
    }

    /** Refuses a vault that is not this one. */
    void requireOurVault() {
        if (vault != null && !vault.equals(OUR_VAULT)) {
            throw Problem.of(ProblemType.BAD_REQUEST, "Unsupported credential storage type");
        }
    }

    /**
     * The whole, with the authenticator's key understood.
     *
     * @throws AuthenticatorKeyRefused when an authenticator's key is missing or wrong
     */
    Submission submission() {
        SecretMembers secrets = new SecretMembers();
        return switch (model) {
            case Model.Login login -> {
                Optional<AuthenticatorKey> key =
                        Optional.ofNullable(login.totp()).flatMap(AuthenticatorKey::parse);
                if (login.totpType() == TotpType.AUTHENTICATOR) {
                    requireKey(login.totp(), key);
                }
                secrets.put("password", login.password());
                secrets.put(
                        "totp",
                        login.totpType() == TotpType.AUTHENTICATOR
                                ? key.map(AuthenticatorKey::reveal).orElse(null)
                                : login.totp());
                secrets.put("metadata", login.metadata());
                yield new Submission(
                        name,
                        type,
                        login.username(),
                        login.totpType(),
                        login.totpIdentifier(),
                        null,
                        null,
                        null,
                        secrets,
                        key,
                        absent,
                        browser);
            }
            case Model.Card card -> {
                card.members().forEach(secrets::put);
                secrets.put("billing_address", card.billingAddress());
                secrets.put("billing_email", card.billingEmail());
                secrets.put("billing_phone", card.billingPhone());
                secrets.put("metadata", card.metadata());
                String number = card.members().getOrDefault("card_number", "");
                yield new Submission(
                        name,
                        type,
                        null,
                        null,
                        null,
                        number.substring(Math.max(0, number.length() - SHOWN_CARD_DIGITS)),
                        card.members().get("card_brand"),
                        null,
                        secrets,
                        Optional.empty(),
                        absent,
                        browser);
            }
            case Model.Text text -> {
                secrets.put("secret_value", text.value());
                yield new Submission(
                        name,
                        type,
                        null,
                        null,
                        null,
                        null,
                        null,
                        text.label(),
                        secrets,
                        Optional.empty(),
                        absent,
                        browser);
            }
        };
    }

    private static void requireKey(@Nullable String totp, Optional<AuthenticatorKey> key) {
        if (totp == null || totp.isBlank()) {
            throw AuthenticatorKeyRefused.required();
        }
        if (key.isEmpty()) {
            throw AuthenticatorKeyRefused.invalid();
        }
    }

    private static CredentialType type(JsonFields fields) {
        if (!fields.has("credential_type")) {
            fields.reject("credential_type", "missing", "Field required");
        }
        return fields.choice("credential_type", CredentialType.BY_NAME, CredentialType.PASSWORD);
    }

    private static boolean fits(CredentialType type, Model model) {
        return switch (model) {
            case Model.Login login -> type == CredentialType.PASSWORD;
            case Model.Card card -> type == CredentialType.CREDIT_CARD;
            case Model.Text text -> type == CredentialType.SECRET;
        };
    }

    private static BrowserSettings browser(JsonFields fields) {
        return new BrowserSettings(
                fields.optionalString("browser_profile_id"),
                fields.optionalBoolean("auto_profile_disabled", false),
                fields.optionalBoolean("pin_saved_session_ip", false),
                fields.optionalString("tested_url"),
                fields.raw("proxy_location"),
                fields.optionalString("proxy_session_id"));
    }

    /** An update leaves these as they were when they are not in the body at all. */
    private static Set<String> absentMembers(JsonFields fields) {
        JsonNode credential = fields.raw("credential");
        return Stream.of("metadata", "billing_address", "billing_email", "billing_phone")
                .filter(member -> credential == null || !credential.has(member))
                .collect(Collectors.toSet());
    }

    /** The texts that are stored in the open. */
    private static List<String> shown(Model model) {
        return switch (model) {
            case Model.Login login -> List.of(login.username());
            case Model.Card card -> List.copyOf(card.members().values());
            case Model.Text text -> text.label() == null ? List.of() : List.of(text.label());
        };
    }

    private static void rejectNul(JsonFields fields, String field, String text) {
        if (text.indexOf('\0') >= 0) {
            fields.reject(field, "value_error", "Value error, a NUL character cannot be stored");
        }
    }
}
