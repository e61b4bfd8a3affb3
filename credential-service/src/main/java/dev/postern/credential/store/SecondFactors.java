package dev.postern.credential.store;

import dev.postern.credential.body.BrowserSettings;
import dev.postern.credential.body.SecretMembers;
import dev.postern.credential.body.TotpType;
import dev.postern.credential.pasted.AuthenticatorKey;
import dev.postern.credential.pasted.CounterKey;
import dev.postern.credential.totp.Authenticator;
import dev.postern.credential.totp.CounterAuthenticator;
import dev.postern.database.Sql;
import dev.postern.database.Transactions;
import dev.postern.events.identifier.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a login with a credential gets its code. One prepared statement, since a login waits behind it. */
@ApplicationScoped
public class SecondFactors {
    private static final Sql SELECT = Sql.of("""
            SELECT secrets, seed_fingerprint, totp_identifier, browser_settings, totp_type
            FROM credentials WHERE credential_id = :credential AND organization_id = :organization""");

    private static final Sql EXISTS = Sql.of("""
            SELECT 1 FROM credentials WHERE credential_id = :credential AND organization_id = :organization""");

    private final Transactions transactions;
    private final SealedRow sealed;

    SecondFactors(Transactions transactions, SealedRow sealed) {
        this.transactions = transactions;
        this.sealed = sealed;
    }

    /** Where the code comes from. */
    public sealed interface SecondFactor {
        /**
         * It is computed. As in Skyvern, a stored seed is used for any type of second factor; but not for {@code none}.
         *
         * @param authenticator makes the codes
         * @param fingerprint equal for every credential that holds the seed
         */
        @SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
        record Computed(Authenticator authenticator, byte[] fingerprint) implements SecondFactor {}

        /**
         * It is computed from a counter.
         *
         * @param authenticator makes the codes
         * @param fingerprint equal for every credential that holds the seed
         */
        @SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
        record Counted(CounterAuthenticator authenticator, byte[] fingerprint) implements SecondFactor {}

        /**
         * It arrives by mail or text.
         *
         * @param identifier where
         * @param siteHost the host of the address at which the credential was tried; null when there is none
         */
        record Received(String identifier, @Nullable String siteHost) implements SecondFactor {
            @Override
            public String toString() {
                return "Received";
            }
        }

        /** The credential has no second factor that gives a code. */
        record None() implements SecondFactor {}
    }

    /** The second factor of a credential; empty when the organisation has no such credential. */
    public Optional<SecondFactor> find(String organizationId, String credentialId) {
        return read(organizationId, credentialId).map(stored -> secondFactor(organizationId, credentialId, stored));
    }

    private SecondFactor secondFactor(String organizationId, String credentialId, Stored stored) {
        byte[] fingerprint = stored.fingerprint();
        if (fingerprint != null) {
            SecretMembers secrets = sealed.secrets(organizationId, credentialId, stored.secrets());
            Optional<AuthenticatorKey> key = secrets.authenticatorKey();
            if (key.isPresent() && !stored.saysNone()) {
                return new SecondFactor.Computed(key.get().authenticator(), fingerprint);
            }
            Optional<CounterKey> counterKey = secrets.counterKey();
            if (counterKey.isPresent()) {
                return new SecondFactor.Counted(counterKey.get().authenticator(), fingerprint);
            }
        }
        String identifier = sealed.identifier(organizationId, credentialId, stored.identifier());
        return identifier == null || Identifier.isUnseen(identifier)
                ? new SecondFactor.None()
                : new SecondFactor.Received(
                        identifier,
                        BrowserSettings.ofJson(stored.browserSettings()).testedHost());
    }

    /** Whether the organisation has the credential. Decrypts nothing. */
    public boolean exists(String organizationId, String credentialId) {
        return transactions
                .first(
                        EXISTS,
                        parameters -> parameters.set("credential", credentialId).set("organization", organizationId),
                        _ -> true)
                .isPresent();
    }

    // Returns its connection first, since decryption may need one for the data key.
    private Optional<Stored> read(String organizationId, String credentialId) {
        return transactions.first(
                SELECT,
                parameters -> parameters.set("credential", credentialId).set("organization", organizationId),
                row -> new Stored(
                        row.getBytes(1), row.getBytes(2), row.getBytes(3), row.getString(4), row.getString(5)));
    }

    @SuppressWarnings("ArrayRecordComponent") // A row on its way, never compared.
    private record Stored(
            byte[] secrets,
            byte @Nullable [] fingerprint,
            byte @Nullable [] identifier,
            String browserSettings,
            @Nullable String totpType) {

        /** Whether the caller said that the login has no second factor, or said nothing. */
        boolean saysNone() {
            return TotpType.NONE.wireName().equals(totpType);
        }
    }
}
