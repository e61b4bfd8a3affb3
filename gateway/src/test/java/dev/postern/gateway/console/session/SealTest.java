package dev.postern.gateway.console.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.gateway.console.session.Session.KeyOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Session SESSION = new Session(
            "pk_secret",
            "token",
            Instant.parse("2026-01-01T10:00:00Z"),
            Instant.parse("2026-01-01T10:05:00Z"),
            new Holder("ak_1", "Ann", "o_1", List.of("admin", "codes:read")),
            KeyOrigin.MADE);

    @TempDir
    private Path folder;

    @Test
    void opensWhatItSealedAndTellsNothingOfIt() {
        // Given
        Seal seal = seal();

        // When
        String sealed = seal.seal(SESSION.json());

        // Then
        assertThat(Session.of(java.util.Objects.requireNonNull(seal.open(sealed))))
                .isEqualTo(SESSION);
        assertThat(seal.seal(SESSION.json())).isNotEqualTo(sealed);
        assertThat(sealed).doesNotContain("pk_secret");
        assertThat(SESSION.toString()).doesNotContain("pk_secret", "token");
    }

    @Test
    void opensNothingThatWasChangedOrSealedElsewhere() {
        // Given
        Seal seal = seal();
        byte[] sealed = Base64.getUrlDecoder().decode(seal.seal(SESSION.json()));

        // When
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;

            // Then
            assertThat(seal.open(Base64.getUrlEncoder().withoutPadding().encodeToString(changed)))
                    .as("byte " + i)
                    .isNull();
        }
        assertThat(seal.open(seal().seal(SESSION.json()))).isNull();
    }

    @Test
    void endsAfterItsTimeAndAfterTheTimeWithoutAClick() {
        // Given
        Duration length = Duration.ofHours(8);
        Duration idle = Duration.ofMinutes(30);

        // Then
        assertThat(SESSION.isOver(Instant.parse("2026-01-01T10:35:00Z"), length, idle))
                .isFalse();
        assertThat(SESSION.isOver(Instant.parse("2026-01-01T10:35:01Z"), length, idle))
                .isTrue();
        Session busy = SESSION.seen(Instant.parse("2026-01-01T17:59:00Z"));
        assertThat(busy.isOver(Instant.parse("2026-01-01T18:00:00Z"), length, idle))
                .isFalse();
        assertThat(busy.isOver(Instant.parse("2026-01-01T18:00:01Z"), length, idle))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "no base64!", "AAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void opensNoOtherText(String text) {
        assertThat(seal().open(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c2hvcnQ=", "no base64 at all"})
    void saysWhatIsWrongWithAKeyFileWithoutQuotingIt(String text) throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("key"), text);

        // Then
        assertThatThrownBy(() -> SessionKey.of(Optional.of(file), RANDOM))
                .hasMessageContaining("POSTERN_CONSOLE_SESSION_KEY_FILE")
                .hasMessageContaining("32 bytes")
                .satisfies(failure -> assertThat(
                                text.length() < 3 || !failure.toString().contains(text))
                        .isTrue());
    }

    @Test
    void readsEitherAlphabetOfBase64() throws IOException {
        // Given
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) 0xfb);
        Path plain =
                Files.writeString(folder.resolve("plain"), Base64.getEncoder().encodeToString(key) + "\n");
        Path url = Files.writeString(
                folder.resolve("url"), Base64.getUrlEncoder().withoutPadding().encodeToString(key));

        // Then
        assertThat(SessionKey.of(Optional.of(plain), RANDOM)).isEqualTo(key);
        assertThat(SessionKey.of(Optional.of(url), RANDOM)).isEqualTo(key);
    }

    private static Seal seal() {
        byte[] key = new byte[Seal.KEY_BYTES];
        RANDOM.nextBytes(key);
        return new Seal(key, "session", RANDOM);
    }
}
