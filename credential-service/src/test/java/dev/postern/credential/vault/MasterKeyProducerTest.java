package dev.postern.credential.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig;
import dev.postern.platform.startup.Findings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyProducerTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void register() throws Exception {
        AeadConfig.register();
        PrfConfig.register();
    }

    @Test
    void abortsWithoutTheSettingAndNamesIt() {
        assertThat(findings(Optional.empty())).containsExactly("postern.master.key-file: the setting is missing");
    }

    @Test
    void abortsOnAFileThatIsNoKeyset() throws Exception {
        Path file = Files.writeString(folder.resolve("key"), "not a keyset");
        assertThat(findings(Optional.of(file)))
                .singleElement()
                .asString()
                .startsWith("postern.master.key-file: ")
                .doesNotContain("not a keyset");
        assertThat(findings(Optional.of(folder.resolve("nowhere")))).hasSize(1);
    }

    @Test
    void abortsOnAKeysetOfAnotherKind() throws Exception {
        assertThat(findings(Optional.of(keyset(PredefinedPrfParameters.HMAC_SHA256_PRF))))
                .containsExactly("postern.master.key-file: the keyset does not hold AEAD keys");
    }

    @Test
    void wrapsAKeyForOnePurpose() throws Exception {
        // Given
        Path file = keyset(PredefinedAeadParameters.AES256_GCM);
        MasterKey master = new MasterKeyProducer(MasterKeyPlace.file(Optional.of(file))).masterKey();
        KeysetHandle dataKey = FreshKeyset.of(PredefinedAeadParameters.AES256_GCM);
        byte[] plain = {1, 2, 3};
        byte[] encrypted = aead(dataKey).encrypt(plain, new byte[0]);
        // When
        byte[] wrapped = TestKeys.wrap(master, dataKey, "data key of o_1");
        // Then
        assertThat(findings(Optional.of(file))).isEmpty();
        assertThat(aead(master.unwrap(wrapped, "data key of o_1")).decrypt(encrypted, new byte[0]))
                .isEqualTo(plain);
        assertThatThrownBy(() -> master.unwrap(wrapped, "data key of o_2")).isInstanceOf(IllegalStateException.class);
        MasterKey another = new MasterKeyProducer(
                        MasterKeyPlace.file(Optional.of(keyset(PredefinedAeadParameters.AES256_GCM))))
                .masterKey();
        assertThatThrownBy(() -> another.unwrap(wrapped, "data key of o_1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("postern.master");
    }

    @Test
    void takesTheKeysetFromAVariable() throws Exception {
        // Given
        String json = Files.readString(keyset(PredefinedAeadParameters.AES256_GCM));
        MasterKey fromFile = new MasterKeyProducer(
                        MasterKeyPlace.file(Optional.of(Files.writeString(folder.resolve("same"), json))))
                .masterKey();
        KeysetHandle dataKey = FreshKeyset.of(PredefinedAeadParameters.AES256_GCM);
        // When
        MasterKey fromText = new MasterKeyProducer(MasterKeyPlace.text(json)).masterKey();
        // Then
        assertThat(fromFile.unwrap(TestKeys.wrap(fromText, dataKey, "p"), "p").equalsKeyset(dataKey))
                .isTrue();
        assertThat(findings(MasterKeyPlace.text("not a keyset")))
                .containsExactly("postern.master.keyset: the value is not a Tink keyset in JSON form");
        assertThat(findings(MasterKeyPlace.text(json))).isEmpty();
    }

    @Test
    void abortsWhenTheKeyHasTwoPlaces() throws Exception {
        Path file = keyset(PredefinedAeadParameters.AES256_GCM);
        MasterKeyPlace two = new MasterKeyPlace(
                Optional.of(file),
                Optional.of(Files.readString(file)),
                MasterKeyPlace.text("").transit());
        assertThat(findings(two)).singleElement().asString().startsWith("postern.master.key-file: the master key has");
    }

    private static List<String> findings(MasterKeyPlace place) {
        Findings findings = new Findings();
        new MasterKeyProducer(place).check(findings);
        return findings.errors();
    }

    private static Aead aead(KeysetHandle keyset) throws Exception {
        return keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    private static List<String> findings(Optional<Path> file) {
        Findings findings = new Findings();
        new MasterKeyProducer(MasterKeyPlace.file(file)).check(findings);
        return findings.errors();
    }

    private Path keyset(Parameters parameters) {
        try {
            return Files.writeString(
                    Files.createTempFile(folder, "keyset", ".json"),
                    TinkJsonProtoKeysetFormat.serializeKeyset(
                            FreshKeyset.of(parameters), RegistryConfiguration.get(), InsecureSecretKeyAccess.get()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
