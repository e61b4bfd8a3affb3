package dev.postern.platform.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two services share a keyset file that an operator changes in steps. */
class PayloadKeysetTest {
    private static final SealedField FIELD = new SealedField("o_1", "totp_1", "code");

    @TempDir
    Path folder;

    private KeysetHandle old;
    private KeysetHandle both;
    private KeysetHandle promoted;
    private Service writer;
    private Service reader;

    /** A service with a file of its own: mounted secrets change at different times. */
    private record Service(Path file, PayloadSealer sealer, PayloadKeyset keyset, SimpleMeterRegistry metrics) {
        void gets(KeysetHandle keys) throws IOException, GeneralSecurityException {
            Files.writeString(
                    file,
                    TinkJsonProtoKeysetFormat.serializeKeyset(
                            keys, RegistryConfiguration.get(), InsecureSecretKeyAccess.get()));
            keyset.readAgain();
        }
    }

    @BeforeEach
    void start() throws Exception {
        old = TinkJsonProtoKeysetFormat.parseKeyset(
                Keysets.aead(), RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
        both = KeysetHandle.newBuilder(old)
                .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.XAES_256_GCM_192_BIT_NONCE)
                        .withRandomId())
                .build();
        KeysetHandle.Builder builder = KeysetHandle.newBuilder(both);
        builder.getAt(1).makePrimary();
        promoted = builder.build();
        writer = service("writer");
        reader = service("reader");
    }

    @Test
    void aNewKeySealsOnlyOnceItIsThePrimaryOneAndEveryReaderThatHasItOpens() throws Exception {
        // Given
        String before = writer.sealer().seal("482913", FIELD);
        // When only the writer has the key
        writer.gets(both);
        // Then
        assertThat(reader.sealer().open(writer.sealer().seal("551204", FIELD), FIELD))
                .isEqualTo("551204");
        // When both have it and the writer is told first
        reader.gets(both);
        writer.gets(promoted);
        // Then
        String sealed = writer.sealer().seal("551204", FIELD);
        assertThat(reader.sealer().open(sealed, FIELD)).isEqualTo("551204");
        assertThat(reader.sealer().open(before, FIELD)).isEqualTo("482913");
        assertThatThrownBy(() -> PayloadSealer.of(old).open(sealed, FIELD))
                .isInstanceOf(PayloadSealer.CannotOpen.class);
        assertThat(reader.metrics().get("postern.payload.keys").gauge().value()).isEqualTo(2);
        assertThat(reader.metrics().get("postern.payload.sealing.key").gauge().value())
                .isEqualTo((double) Integer.toUnsignedLong(old.getPrimary().getId()));
    }

    @Test
    void aKeyThatIsNewHereDoesNotSeal() throws Exception {
        // When
        writer.gets(promoted);
        // Then
        assertThat(writer.keyset().ids()).hasSize(1);
        assertThat(reader.sealer().open(writer.sealer().seal("551204", FIELD), FIELD))
                .isEqualTo("551204");
        // When it was there before
        writer.gets(both);
        writer.gets(promoted);
        // Then
        assertThat(writer.keyset().sealingId())
                .isEqualTo(Integer.toUnsignedLong(promoted.getPrimary().getId()));
    }

    @Test
    void aFileThatIsBrokenOrLacksTheSealingKeyIsNotTaken() throws Exception {
        // Given
        String before = writer.sealer().seal("482913", FIELD);
        // When
        Files.writeString(writer.file(), "{\"primaryKeyId\":");
        writer.keyset().readAgain();
        Service stranger = service("stranger", Keysets.aead());
        writer.gets(stranger.keyset().keys());
        // Then
        assertThat(writer.sealer().open(before, FIELD)).isEqualTo("482913");
        assertThat(reader.sealer().open(writer.sealer().seal("551204", FIELD), FIELD))
                .isEqualTo("551204");
    }

    private Service service(String name) throws IOException, GeneralSecurityException {
        return service(
                name,
                TinkJsonProtoKeysetFormat.serializeKeyset(
                        old, RegistryConfiguration.get(), InsecureSecretKeyAccess.get()));
    }

    private Service service(String name, String json) throws IOException {
        Path file = Files.writeString(folder.resolve(name), json);
        SealingProducer producer = new SealingProducer(new SealingSettings() {
            @Override
            public Optional<Path> payloadKeysetFile() {
                return Optional.of(file);
            }

            @Override
            public Optional<Path> indexKeyFile() {
                return Optional.empty();
            }
        });
        PayloadSealer sealer = producer.payloadSealer();
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        return new Service(file, sealer, new PayloadKeyset(producer, sealer, metrics), metrics);
    }
}
