package dev.postern.credential.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.postern.credential.CredentialDatabase;
import dev.postern.credential.vault.MasterKeyRenewal.Wrapped;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.startup.Findings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The master key in HashiCorp Vault, over HTTP with a server of its protocol. */
class TransitTest {
    @TempDir
    Path folder;

    private TransitServer server;
    private Path token;

    @BeforeEach
    void start() throws Exception {
        server = TransitServer.start();
        token = Files.writeString(folder.resolve("token"), TransitServer.TOKEN + "\n");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void wrapsAKeyForOnePurpose() {
        // Given
        MasterKey master = master();
        KeysetHandle dataKey = FreshKeyset.of(PredefinedAeadParameters.AES256_GCM);
        // When
        byte[] wrapped = TestKeys.wrap(master, dataKey, "data key of o_1");
        // Then
        assertThat(new String(wrapped, StandardCharsets.ISO_8859_1)).contains("vault:v1:");
        assertThat(master.unwrap(wrapped, "data key of o_1").equalsKeyset(dataKey))
                .isTrue();
        assertThatThrownBy(() -> master.unwrap(wrapped, "data key of o_2"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("postern.master");
        assertThat(server.seen)
                .contains("POST /v1/transit/encrypt/master team", "POST /v1/transit/decrypt/master team");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 429, 412, 307})
    void triesAgainWhatIsPassing(int status) {
        // Given
        MasterKey master = master();
        server.nextStatuses.addAll(List.of(status, status));
        // When
        byte[] wrapped = TestKeys.wrap(master, FreshKeyset.of(PredefinedAeadParameters.AES256_GCM), "p");
        // Then
        assertThat(wrapped).isNotEmpty();
    }

    @Test
    void givesUpAfterThreeTriesAndSaysSo() {
        MasterKey master = master();
        server.nextStatuses.addAll(List.of(503, 503, 503));
        assertThatThrownBy(() -> TestKeys.wrap(master, FreshKeyset.of(PredefinedAeadParameters.AES256_GCM), "p"))
                .isInstanceOf(Problem.class)
                .hasMessage("The master key is out of reach");
        assertThat(server.seen).hasSize(3);
    }

    @Test
    void aNewVersionIsInUseAtOnceAndTheOldOneIsNotNeededOnceKeysAreWrappedAnew() throws Exception {
        // Given
        CredentialDatabase database = CredentialDatabase.shared();
        MasterKeyRenewal renewal = new MasterKeyRenewal(master(), database.transactions());
        String organization = database.organization();
        new DataKeys(database.dataSource(), master(), Clock.systemUTC()).create(organization);
        // When
        renewal.tell("a replica");
        assertThat(database.transactions().run(renewal::newKey)).isEmpty();
        String before = organization.substring(0, organization.length() - 1);
        Optional<String> wrapped =
                database.transactions().run(connection -> renewal.wrapAfter(before, Wrapped.DATA_KEYS, connection));
        server.forbidOldVersions();
        // Then
        assertThat(wrapped).contains(organization);
        assertThat(new DataKeys(database.dataSource(), master(), Clock.systemUTC()).known(organization))
                .isNotNull();
        // and without the right to make a version nothing begins
        server.nextStatuses.add(403);
        assertThatThrownBy(() -> database.transactions().run(renewal::newKey))
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith("Vault made no new version of the key: the token");
    }

    @Test
    void readsTheTokenAnewForEveryCall() throws Exception {
        // Given
        MasterKey master = master();
        KeysetHandle dataKey = FreshKeyset.of(PredefinedAeadParameters.AES256_GCM);
        Files.writeString(token, "hvs.expired");
        assertThatThrownBy(() -> TestKeys.wrap(master, dataKey, "p")).isInstanceOf(Problem.class);
        // When
        Files.writeString(token, TransitServer.TOKEN);
        // Then
        assertThat(TestKeys.wrap(master, dataKey, "p")).isNotEmpty();
    }

    @Test
    void theStartIsCheckedAndNamesTheSetting() throws Exception {
        assertThat(findings(place())).isEmpty();
        assertThat(findings(MasterKeyPlace.transit(server.url(), "another", token)))
                .containsExactly("postern.master.transit.key: Vault has no such key at this mount");
        Path wrong = Files.writeString(folder.resolve("wrong"), "hvs.wrong");
        assertThat(findings(MasterKeyPlace.transit(server.url(), "master", wrong)))
                .singleElement()
                .asString()
                .startsWith("postern.master.transit.token-file: ")
                .doesNotContain("hvs.wrong");
        assertThat(findings(MasterKeyPlace.transit(server.url(), "master", folder.resolve("nowhere"))))
                .singleElement()
                .asString()
                .startsWith("postern.master.transit.token-file: ");
        for (String url : List.of("not an address", "ftp://127.0.0.1/", "vault:8200")) {
            assertThat(findings(MasterKeyPlace.transit(url, "master", token)))
                    .singleElement()
                    .asString()
                    .startsWith("postern.master.transit.url: ");
        }
        server.close();
        assertThat(findings(place()))
                .singleElement()
                .asString()
                .startsWith("postern.master.transit.url: Vault cannot be reached");
    }

    /** Vault before 1.13 takes associated data and forgets it: one organisation's key would open as another's. */
    @Test
    void refusesAVaultThatDoesNotBindThePurpose() throws Exception {
        try (TransitServer old = TransitServer.start(false)) {
            assertThat(findings(MasterKeyPlace.transit(old.url(), "master", token)))
                    .singleElement()
                    .asString()
                    .startsWith("postern.master.transit.url: the key does not bind associated data");
        }
    }

    private MasterKeyPlace place() {
        return MasterKeyPlace.transit(server.url(), "master", token);
    }

    private MasterKey master() {
        return new MasterKeyProducer(place()).masterKey();
    }

    private static List<String> findings(MasterKeyPlace place) {
        Findings findings = new Findings();
        new MasterKeyProducer(place).check(findings);
        return findings.errors();
    }
}
