package dev.postern.credential.rotation;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import dev.postern.credential.CredentialDatabase;
import dev.postern.credential.JoinedConnections;
import dev.postern.credential.vault.EncryptedTable;
import dev.postern.credential.vault.TestKeys;
import dev.postern.credential.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Rows of credentials that a replica of its own writes and reads, each in a transaction, as the service does. */
final class SealedRows {
    static final EncryptedTable CREDENTIALS = new EncryptedTable(
            "credentials", "credential_id", Map.of("secrets", "secrets", "totp_identifier", "totp_identifier"));
    static final EncryptedTable SIGNING_SECRETS =
            new EncryptedTable("signing_secrets", "signing_secret_id", Map.of("secret", "signing_secret"));

    /** Of the tests of rotations alone: a rotation takes all organisations of a database. */
    static final CredentialDatabase DATABASE = CredentialDatabase.fresh();

    private static final String INSERT = """
            INSERT INTO credentials (credential_id, organization_id, name, credential_type, secrets, totp_identifier,
                browser_settings, version, created_at, modified_at)
            VALUES (?, ?, '', 'password', ?, ?, '{}', 1, ?, ?)""";

    private final JoinedConnections connections = new JoinedConnections(DATABASE.dataSource());
    private final Vault vault = TestKeys.vault(connections);
    private final String organization;

    SealedRows(String organization) {
        this.organization = organization;
    }

    static String newOrganization() {
        String id = DATABASE.organization();
        TestKeys.vault(DATABASE.dataSource()).createKey(id);
        return id;
    }

    /** Stores rows, each of whose secrets is its id; every second one has an identifier. */
    List<String> insert(int count) throws SQLException {
        List<String> ids =
                Stream.generate(() -> "cred_" + UUID.randomUUID()).limit(count).toList();
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        connections.inTransaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                for (int i = 0; i < count; i++) {
                    String id = ids.get(i);
                    insert.setString(1, id);
                    insert.setString(2, organization);
                    insert.setBytes(3, vault.encrypt(bytes(id), organization, id, "secrets"));
                    insert.setBytes(
                            4, i % 2 == 0 ? null : vault.encrypt(bytes(id), organization, id, "totp_identifier"));
                    insert.setObject(5, now);
                    insert.setObject(6, now);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        });
        return ids;
    }

    /** Stores a signing secret that is its id. */
    void insertSigningSecret() throws SQLException {
        String id = "ss_" + UUID.randomUUID();
        connections.inTransaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO signing_secrets (signing_secret_id, organization_id, secret, created_at) VALUES (?, ?, ?, now())")) {
                insert.setString(1, id);
                insert.setString(2, organization);
                insert.setBytes(3, vault.encrypt(bytes(id), organization, id, "signing_secret"));
                insert.executeUpdate();
            }
        });
    }

    /** Encrypts a row's secret anew while the row is locked, as a change of a credential does. */
    void change(String id) throws SQLException {
        connections.inTransaction(connection -> {
            byte[] before = secrets(connection, id, " FOR UPDATE");
            byte[] plain = vault.decrypt(before, organization, id, "secrets");
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE credentials SET secrets = ? WHERE credential_id = ?")) {
                update.setBytes(1, vault.encrypt(plain, organization, id, "secrets"));
                update.setString(2, id);
                update.executeUpdate();
            }
        });
    }

    /** Writes the row back as it was read, under its lock, as a change of a credential's name does. */
    void describe(String id) throws SQLException {
        connections.inTransaction(connection -> {
            byte[] before = secrets(connection, id, " FOR UPDATE");
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE credentials SET secrets = ? WHERE credential_id = ?")) {
                update.setBytes(1, before);
                update.setString(2, id);
                update.executeUpdate();
            }
        });
    }

    /** The row's secret in plain. */
    String read(String id) throws SQLException {
        try (Connection connection = connections.getConnection()) {
            return text(vault.decrypt(secrets(connection, id, ""), organization, id, "secrets"));
        }
    }

    /** Of the organisation, straight from the database. */
    KeysetHandle dataKeys() throws SQLException {
        try (Connection connection = connections.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT wrapped_keyset FROM data_keys WHERE organization_id = ?")) {
            select.setString(1, organization);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return TestKeys.dataKeys(organization, row.getBytes(1));
            }
        }
    }

    /** How many ciphertexts of a table open with the keys to what was encrypted, straight from the database. */
    int open(EncryptedTable table, KeysetHandle keys) throws SQLException, GeneralSecurityException {
        Aead aead = keys.getPrimitive(RegistryConfiguration.get(), Aead.class);
        int opened = 0;
        try (Connection connection = connections.getConnection();
                PreparedStatement select = connection.prepareStatement("SELECT " + table.idColumn() + ", "
                        + String.join(", ", table.fields().keySet()) + " FROM " + table.table()
                        + " WHERE organization_id = ?")) {
            select.setString(1, organization);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String id = row.getString(1);
                    for (Map.Entry<String, String> field : table.fields().entrySet()) {
                        byte[] encrypted = row.getBytes(field.getKey());
                        byte[] place = bytes(organization + "\n" + id + "\n" + field.getValue());
                        if (encrypted != null
                                && text(aead.decrypt(encrypted, place)).equals(id)) {
                            opened++;
                        }
                    }
                }
            }
        }
        return opened;
    }

    private static byte[] secrets(Connection connection, String id, String lock) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT secrets FROM credentials WHERE credential_id = ?" + lock)) {
            select.setString(1, id);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBytes(1);
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
