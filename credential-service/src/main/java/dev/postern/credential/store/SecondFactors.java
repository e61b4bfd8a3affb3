package dev.postern.credential.store;

import dev.postern.credential.totp.Authenticator;
import dev.postern.credential.totp.AuthenticatorKey;
import dev.postern.credential.totp.CounterAuthenticator;
import dev.postern.credential.totp.CounterKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** How a login with a credential gets its code. One prepared statement, since a login waits behind it. */
@ApplicationScoped
public class SecondFactors {
    private static final String SELECT = """
            SELECT secrets, seed_fingerprint, totp_identifier
            FROM credentials WHERE credential_id = ? AND organization_id = ?""";

    private final DataSource dataSource;
    private final SealedRow sealed;

    SecondFactors(DataSource dataSource, SealedRow sealed) {
        this.dataSource = dataSource;
        this.sealed = sealed;
    }

    /** Where the code comes from. */
    public sealed interface SecondFactor {
        /**
         * It is computed. A stored seed counts whatever the credential says its second factor is, as in Skyvern.
         *
         * @param authenticator makes the codes
         * @param fingerprint the same wherever the same seed is stored
         */
        @SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
        record Computed(Authenticator authenticator, byte[] fingerprint) implements SecondFactor {}

        /**
         * It is computed from a counter.
         *
         * @param authenticator makes the codes
         * @param fingerprint the same wherever the same seed is stored
         */
        @SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
        record Counted(CounterAuthenticator authenticator, byte[] fingerprint) implements SecondFactor {}

        /**
         * It arrives by mail or text.
         *
         * @param identifier where
         */
        record Received(String identifier) implements SecondFactor {
            @Override
            public String toString() {
                return "Received";
            }
        }

        /** There is none that gives a code. */
        record None() implements SecondFactor {}
    }

    /** The second factor of a credential; empty when the organisation has no such credential. */
    public Optional<SecondFactor> find(String organizationId, String credentialId) throws SQLException {
        return read(organizationId, credentialId).map(stored -> secondFactor(organizationId, credentialId, stored));
    }

    private SecondFactor secondFactor(String organizationId, String credentialId, Stored stored) {
        byte[] fingerprint = stored.fingerprint();
        if (fingerprint != null) {
            Optional<AuthenticatorKey> key = sealed.authenticator(organizationId, credentialId, stored.secrets());
            if (key.isPresent()) {
                return new SecondFactor.Computed(key.get().authenticator(), fingerprint);
            }
            Optional<CounterKey> counterKey = sealed.counterKey(organizationId, credentialId, stored.secrets());
            if (counterKey.isPresent()) {
                return new SecondFactor.Counted(counterKey.get().authenticator(), fingerprint);
            }
        }
        String identifier = sealed.identifier(organizationId, credentialId, stored.identifier());
        return identifier == null || identifier.isBlank()
                ? new SecondFactor.None()
                : new SecondFactor.Received(identifier);
    }

    // Decryption may need a connection for the data key: this one is given back before.
    private Optional<Stored> read(String organizationId, String credentialId) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setString(1, credentialId);
            select.setString(2, organizationId);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Stored(rows.getBytes(1), rows.getBytes(2), rows.getBytes(3)))
                        : Optional.empty();
            }
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // A row on its way, never compared.
    private record Stored(byte[] secrets, byte @Nullable [] fingerprint, byte @Nullable [] identifier) {}
}
