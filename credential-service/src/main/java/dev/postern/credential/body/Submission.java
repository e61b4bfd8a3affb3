package dev.postern.credential.body;

import dev.postern.credential.body.CredentialUnion.Model;
import dev.postern.credential.totp.AuthenticatorKey;
import dev.postern.credential.totp.CounterKey;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A credential as a caller wants it stored, checked.
 *
 * @param name a label; may be empty
 * @param type what it is
 * @param username of a password
 * @param totpType of a password
 * @param totpIdentifier of a password: where its codes are sent
 * @param cardLastFour of a card
 * @param cardBrand of a card
 * @param secretLabel of a secret
 * @param secrets everything else
 * @param authenticator the seed, when there is a usable one
 * @param counterKey the seed, when it is one that counts
 * @param absent the members that an update leaves as they were
 * @param browser what the body says of what clients keep beside it
 */
public record Submission(
        String name,
        CredentialType type,
        @Nullable String username,
        @Nullable TotpType totpType,
        @Nullable String totpIdentifier,
        @Nullable String cardLastFour,
        @Nullable String cardBrand,
        @Nullable String secretLabel,
        SecretMembers secrets,
        Optional<AuthenticatorKey> authenticator,
        Optional<CounterKey> counterKey,
        Set<String> absent,
        BrowserChange browser) {

    private static final int SHOWN_CARD_DIGITS = 4;

    public Submission {
        absent = Set.copyOf(absent);
    }

    /** What a model's members are stored as. The key of an authenticator is kept as it stands there. */
    static Submission of(String name, CredentialType type, Model model, Set<String> absent, BrowserChange browser) {
        SecretMembers secrets = new SecretMembers();
        return switch (model) {
            case Model.Login login -> {
                secrets.put("password", login.password());
                secrets.put("totp", login.totp());
                secrets.put("hotp", login.hotp());
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
                        Optional.ofNullable(login.totp()).flatMap(AuthenticatorKey::parse),
                        Optional.ofNullable(login.hotp()).flatMap(CounterKey::parse),
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
                        Optional.empty(),
                        absent,
                        browser);
            }
        };
    }

    @Override
    public String toString() {
        return "Submission[" + type + "]";
    }
}
