package dev.postern.credential.body;

import dev.postern.credential.pasted.AuthenticatorKey;
import dev.postern.credential.pasted.CounterKey;
import dev.postern.credential.pasted.KeyFault;
import dev.postern.credential.pasted.KeyReading;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a caller asks to store, by type. No {@code toString()} shows it. */
public sealed interface CredentialContent {

    CredentialType type();

    /** What Skyvern's model is called in the places of errors. */
    String modelName();

    /** The members that are encrypted. */
    SecretMembers secrets();

    /**
     * A login.
     *
     * @param username its name at the site
     * @param password for the site
     * @param totp the authenticator's key; null: absent
     * @param totpType how its second factor works
     * @param totpIdentifier where its codes are sent; null: nowhere
     * @param metadata as given; null: absent
     * @param hotp the key of an authenticator that counts, Postern's own member; null: absent
     */
    record Login(
            String username,
            String password,
            @Nullable String totp,
            TotpType totpType,
            @Nullable String totpIdentifier,
            @Nullable Map<String, String> metadata,
            @Nullable String hotp)
            implements CredentialContent {
        static final String NAME = "NonEmptyPasswordCredential";
        static final Set<String> MEMBERS =
                Set.of("username", "password", "totp", "totp_type", "totp_identifier", "metadata", "hotp");

        /**
         * The login with its keys in the form in which they are stored.
         *
         * @throws AuthenticatorKeyRefused when an authenticator's key is missing or wrong
         */
        Login withKeysUnderstood() {
            String byTime = totpType == TotpType.AUTHENTICATOR ? understood(totp) : totp;
            String byCounter = hotp == null ? null : counting(hotp);
            return new Login(username, password, byTime, totpType, totpIdentifier, metadata, byCounter);
        }

        private static String understood(@Nullable String totp) {
            if (totp == null || totp.isBlank()) {
                throw AuthenticatorKeyRefused.required();
            }
            return switch (AuthenticatorKey.read(totp)) {
                case KeyReading.Understood<AuthenticatorKey>(AuthenticatorKey key) -> key.reveal();
                case KeyReading.Refused<AuthenticatorKey>(KeyFault fault) ->
                    throw AuthenticatorKeyRefused.invalid(fault);
            };
        }

        private static String counting(String hotp) {
            return switch (CounterKey.read(hotp)) {
                case KeyReading.Understood<CounterKey>(CounterKey key) -> key.reveal();
                case KeyReading.Refused<CounterKey>(KeyFault fault) ->
                    throw AuthenticatorKeyRefused.invalidCounter(fault);
            };
        }

        @Override
        public CredentialType type() {
            return CredentialType.PASSWORD;
        }

        @Override
        public String modelName() {
            return NAME;
        }

        @Override
        public SecretMembers secrets() {
            SecretMembers secrets = new SecretMembers();
            secrets.put("password", password);
            secrets.put("totp", totp);
            secrets.put("hotp", hotp);
            secrets.put("metadata", metadata);
            return secrets;
        }

        @Override
        public String toString() {
            return NAME;
        }
    }

    /**
     * A payment card.
     *
     * @param members the required ones, by their names
     * @param billingAddress as given; null: absent
     * @param billingEmail as given; null: absent
     * @param billingPhone as given; null: absent
     * @param metadata as given; null: absent
     */
    record Card(
            Map<String, String> members,
            @Nullable Map<String, String> billingAddress,
            @Nullable String billingEmail,
            @Nullable String billingPhone,
            @Nullable Map<String, String> metadata)
            implements CredentialContent {
        static final String NAME = "NonEmptyCreditCardCredential";
        static final Set<String> OPTIONAL = Set.of("billing_address", "billing_email", "billing_phone", "metadata");
        private static final int SHOWN_DIGITS = 4;

        /** The last four digits of its number, which are shown. */
        public String lastFour() {
            String number = members.getOrDefault("card_number", "");
            return number.substring(Math.max(0, number.length() - SHOWN_DIGITS));
        }

        /** The card's issuer. */
        public String brand() {
            return members.getOrDefault("card_brand", "");
        }

        @Override
        public CredentialType type() {
            return CredentialType.CREDIT_CARD;
        }

        @Override
        public String modelName() {
            return NAME;
        }

        @Override
        public SecretMembers secrets() {
            SecretMembers secrets = new SecretMembers();
            members.forEach(secrets::put);
            secrets.put("billing_address", billingAddress);
            secrets.put("billing_email", billingEmail);
            secrets.put("billing_phone", billingPhone);
            secrets.put("metadata", metadata);
            return secrets;
        }

        @Override
        public String toString() {
            return NAME;
        }
    }

    /**
     * Any other secret.
     *
     * @param value the secret
     * @param label shown instead of it; null: absent
     */
    record Text(String value, @Nullable String label) implements CredentialContent {
        static final String NAME = "SecretCredential";
        static final Set<String> MEMBERS = Set.of("secret_value", "secret_label");

        @Override
        public CredentialType type() {
            return CredentialType.SECRET;
        }

        @Override
        public String modelName() {
            return NAME;
        }

        @Override
        public SecretMembers secrets() {
            SecretMembers secrets = new SecretMembers();
            secrets.put("secret_value", value);
            return secrets;
        }

        @Override
        public String toString() {
            return NAME;
        }
    }
}
