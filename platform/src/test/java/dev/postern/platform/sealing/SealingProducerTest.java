package dev.postern.platform.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.platform.startup.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealingProducerTest {
    private static final String PAYLOAD = "postern.sealing.payload-keyset-file: ";
    private static final String INDEX = "postern.sealing.index-key-file: ";

    @TempDir
    Path folder;

    @Test
    void makesBothFromTheirFiles() throws IOException {
        // Given
        SealingProducer producer = producer(file("payload", Keysets.aead()), file("index", Keysets.prf()));
        // Then
        assertThat(errors(producer)).isEmpty();
        assertThat(producer.payloadSealer()).isNotNull();
        assertThat(producer.indexKey()).isNotNull();
    }

    @Test
    void saysAtOnceWhichSettingsAreMissing() {
        assertThat(errors(producer(null, null)))
                .containsExactly(PAYLOAD + "the setting is missing", INDEX + "the setting is missing");
    }

    @Test
    void saysOfAFileWhatIsWrongAndNeverWhatStandsInIt() throws IOException {
        assertThat(errors(producer(folder.resolve("none"), file("index", "{\"secret\":1}"))))
                .containsExactly(
                        PAYLOAD + "the file cannot be read", INDEX + "the file is not a Tink keyset in JSON form");
    }

    @Test
    void refusesKeysOfAnotherKind() throws IOException {
        assertThat(errors(producer(file("payload", Keysets.prf()), file("index", Keysets.aead()))))
                .containsExactly(
                        PAYLOAD + "the keyset does not hold AEAD keys", INDEX + "the keyset does not hold PRF keys");
    }

    @Test
    void aKeysetInASettingIsReadLikeOneInAFile() {
        assertThat(KeysetSource.parse("a.setting", Keysets.aead()).size()).isEqualTo(1);
        assertThatThrownBy(() -> KeysetSource.parse("a.setting", "secret"))
                .isInstanceOf(KeysetSource.UnusableKeyset.class)
                .hasMessage("a.setting: the value is not a Tink keyset in JSON form")
                .hasNoCause();
    }

    private static List<String> errors(SealingProducer producer) {
        Findings findings = new Findings();
        producer.check(findings);
        return findings.errors();
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static SealingProducer producer(@Nullable Path payload, @Nullable Path index) {
        return new SealingProducer(new SealingSettings() {
            @Override
            public Optional<Path> payloadKeysetFile() {
                return Optional.ofNullable(payload);
            }

            @Override
            public Optional<Path> indexKeyFile() {
                return Optional.ofNullable(index);
            }
        });
    }
}
