package dev.postern.credential.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.postern.credential.CredentialServiceResource;
import dev.postern.credential.Installation;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Vault's absence means to a running service, and what the log says of it. */
@QuarkusTest
@QuarkusTestResource(CredentialServiceResource.class)
class TransitOutageTest {
    @TempDir
    Path folder;

    private final DataSource dataSource;
    private TransitServer server;
    private MasterKeyPlace place;

    TransitOutageTest(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @BeforeEach
    void start() throws Exception {
        server = TransitServer.start();
        place = MasterKeyPlace.transit(
                server.url(), "master", Files.writeString(folder.resolve("token"), TransitServer.TOKEN));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Vault is asked once for each organisation's key; logins go on while it is away. */
    @Test
    void unwrappedKeysOutliveVault() throws Exception {
        // Given
        String organization = Installation.organization().id();
        forgetTheKey(organization);
        DataKeys keys = new DataKeys(dataSource, master(), Clock.systemUTC());
        keys.create(organization);
        byte[] encrypted = keys.of(organization).encrypt(new byte[] {1, 2, 3}, new byte[0]);
        int asked = server.seen.size();
        // When
        server.close();
        // Then
        Aead known = keys.of(organization);
        assertThat(known.decrypt(encrypted, new byte[0])).containsExactly(1, 2, 3);
        assertThat(server.seen).hasSize(asked);
        // and a replica that has not unwrapped it yet says that it is passing
        DataKeys fresh = new DataKeys(dataSource, master(), Clock.systemUTC());
        assertThatThrownBy(() -> fresh.of(organization)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.type()).isEqualTo(ProblemType.TEMPORARILY_UNAVAILABLE);
            assertThat(problem.retryAfter()).isNotNull();
        });
    }

    @Test
    void logsNeitherKeyNorToken() throws Exception {
        // Given
        MasterKey master = master();
        byte[] plain = "canary key material".getBytes(StandardCharsets.UTF_8);
        Aead aead = new TransitAead(place.transit());
        // When
        assertThat(aead.encrypt(plain, new byte[0])).isNotEmpty();
        server.nextStatuses.addAll(List.of(503, 503, 503, 400, 403, 403));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> aead.encrypt(plain, new byte[0])).hasMessageNotContaining("canary");
        }
        assertThatThrownBy(() -> master.wrap(FreshKeyset.of(PredefinedAeadParameters.AES256_GCM), "p"))
                .isInstanceOf(Problem.class);
        // Then
        assertThat(Installation.log())
                .contains("The master key is out of reach name=")
                .doesNotContain(
                        "canary key material",
                        TransitServer.TOKEN,
                        Base64.getEncoder().encodeToString(plain));
        assertThat(aead.toString()).doesNotContain(TransitServer.TOKEN);
    }

    private MasterKey master() {
        return new MasterKeyProducer(place).masterKey();
    }

    private void forgetTheKey(String organization) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete =
                        connection.prepareStatement("DELETE FROM data_keys WHERE organization_id = ?")) {
            delete.setString(1, organization);
            delete.executeUpdate();
        }
    }
}
