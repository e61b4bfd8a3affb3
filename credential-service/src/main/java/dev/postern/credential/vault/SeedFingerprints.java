package dev.postern.credential.vault;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfSet;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Arrays;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The keyed hash (HMAC-SHA-256) of a seed: equal in every row that holds the seed, and of no use to a reader of
 * the table. Its key is made once for the installation, by whichever replica starts first.
 */
@ApplicationScoped
public class SeedFingerprints {
    private static final int AFTER_THE_CHECKS = 10;
    private static final int BYTES = 32;
    private static final String NAME = "seed-fingerprint";
    private static final byte[] COUNTING = "counting:".getBytes(StandardCharsets.US_ASCII);
    private static final String INSERT = """
            INSERT INTO installation_keys (name, wrapped_keyset, created_at) VALUES (?, ?, ?)
            ON CONFLICT (name) DO NOTHING""";

    private final DataSource dataSource;
    private final MasterKey masterKey;
    private final Clock clock;
    private volatile @Nullable PrfSet prf;

    SeedFingerprints(DataSource dataSource, MasterKey masterKey, Clock clock) {
        this.dataSource = dataSource;
        this.masterKey = masterKey;
        this.clock = clock;
    }

    void onStart(@Observes @Priority(AFTER_THE_CHECKS) StartupEvent event) {
        prf = createOrRead();
    }

    /** 32 bytes. */
    public byte[] of(byte[] seed) {
        PrfSet ready = prf;
        if (ready == null) {
            throw new IllegalStateException("The service has not started");
        }
        try {
            return ready.computePrimary(seed, BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Hashing failed", e);
        }
    }

    /** The fingerprint of a seed that counts. It differs from {@link #of}, since one seed may be used both ways. */
    public byte[] ofCounting(byte[] seed) {
        byte[] marked = Arrays.copyOf(COUNTING, COUNTING.length + seed.length);
        System.arraycopy(seed, 0, marked, COUNTING.length, seed.length);
        return of(marked);
    }

    private PrfSet createOrRead() {
        try (Connection connection = dataSource.getConnection()) {
            byte[] wrapped = read(connection);
            if (wrapped == null) {
                insert(connection);
                // Another replica may have been faster: what is in the table counts.
                wrapped = read(connection);
            }
            if (wrapped == null) {
                throw new IllegalStateException("The fingerprint key vanished");
            }
            return masterKey.unwrap(wrapped, NAME).getPrimitive(RegistryConfiguration.get(), PrfSet.class);
        } catch (SQLException | GeneralSecurityException e) {
            throw new IllegalStateException("The fingerprint key could not be made or read", e);
        }
    }

    private void insert(Connection connection) throws SQLException {
        KeysetHandle fresh = FreshKeyset.of(PredefinedPrfParameters.HMAC_SHA256_PRF);
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, NAME);
            insert.setBytes(2, masterKey.wrap(connection, fresh, NAME));
            insert.setObject(3, OffsetDateTime.now(clock));
            insert.executeUpdate();
        }
    }

    private static byte @Nullable [] read(Connection connection) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT wrapped_keyset FROM installation_keys WHERE name = ?")) {
            select.setString(1, NAME);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? rows.getBytes(1) : null;
            }
        }
    }
}
