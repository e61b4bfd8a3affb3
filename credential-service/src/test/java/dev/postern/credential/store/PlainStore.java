package dev.postern.credential.store;

import dev.postern.credential.CredentialDatabase;
import dev.postern.credential.body.CredentialBody;
import dev.postern.credential.body.CredentialContent;
import dev.postern.credential.vault.TestKeys;
import dev.postern.credential.vault.Vault;
import dev.postern.platform.body.JsonBody;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/** Credentials on the shared database, stored as the API stores them, without the service. */
public final class PlainStore {
    private final CredentialDatabase database = CredentialDatabase.shared();
    private final Vault vault = TestKeys.vault();
    private final HotpCounters counters = new HotpCounters(database.dataSource());
    private final SealedRow sealed = new SealedRow(vault, TestKeys.fingerprints(), counters);
    private final SecondFactors secondFactors = new SecondFactors(database.transactions(), sealed);

    public CredentialDatabase database() {
        return database;
    }

    public HotpCounters counters() {
        return counters;
    }

    public SecondFactors secondFactors() {
        return secondFactors;
    }

    /** The id of a new organisation. */
    public String organization() {
        String id = database.organization();
        vault.createKey(id);
        return id;
    }

    /** Stores a login with an authenticator. */
    public String storeAuthenticator(String organizationId, String totp) {
        return store(organizationId, """
                {"name":"n","credential_type":"password","credential":
                {"username":"u","password":"p","totp":"%s","totp_type":"authenticator"}}""".formatted(totp));
    }

    /** Stores the body of a creation and answers the credential's id. */
    public String store(String organizationId, String json) {
        CredentialBody body = CredentialBody.read(
                        JsonBody.parse(json.getBytes(StandardCharsets.UTF_8), "application/json")
                                .fields())
                .withKeysUnderstood();
        CredentialRow row = new CredentialRow();
        row.credentialId = "cred_" + UUID.randomUUID();
        row.organizationId = organizationId;
        row.show(body.content());
        sealed.putSecrets(row, body.content().secrets());
        sealed.putIdentifier(
                row, body.content() instanceof CredentialContent.Login login ? login.totpIdentifier() : null);
        database.transactions().run(connection -> {
            try (var insert = connection.prepareStatement("""
                    INSERT INTO credentials (credential_id, organization_id, name, credential_type, secrets,
                        seed_fingerprint, totp_identifier, browser_settings, version, created_at, modified_at,
                        totp_type)
                    VALUES (?, ?, '', ?, ?, ?, ?, '{}', 1, ?, ?, ?)""")) {
                insert.setString(1, row.credentialId);
                insert.setString(2, organizationId);
                insert.setString(3, row.type.wireName());
                insert.setBytes(4, row.secrets);
                insert.setBytes(5, row.seedFingerprint);
                insert.setBytes(6, row.totpIdentifier);
                insert.setObject(7, OffsetDateTime.now(ZoneOffset.UTC));
                insert.setObject(8, OffsetDateTime.now(ZoneOffset.UTC));
                insert.setString(9, row.totpType == null ? null : row.totpType.wireName());
                return insert.executeUpdate();
            }
        });
        return row.credentialId;
    }

    /** Deletes a credential. */
    public void delete(String credentialId) {
        database.transactions().run(connection -> {
            try (var delete = connection.prepareStatement("DELETE FROM credentials WHERE credential_id = ?")) {
                delete.setString(1, credentialId);
                return delete.executeUpdate();
            }
        });
    }
}
