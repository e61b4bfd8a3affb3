package dev.postern.platform.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadSealerTest {
    private static final SealedField PLACE = new SealedField("o_1", "totp_1", "code");

    private final PayloadSealer sealer = sealer();

    @Property
    void opensWhatWasSealedForItsPlace(@ForAll String text) {
        // Given
        String plain = text.replaceAll("\\p{Cs}", "");
        // Then
        assertThat(sealer.open(sealer.seal(plain, PLACE), PLACE)).isEqualTo(plain);
    }

    @Test
    void doesNotOpenAtAnotherPlace() {
        // Given
        String sealed = sealer.seal("847291", PLACE);
        // Then
        for (SealedField other : List.of(
                new SealedField("o_2", "totp_1", "code"),
                new SealedField("o_1", "totp_2", "code"),
                new SealedField("o_1", "totp_1", "link"))) {
            assertThatThrownBy(() -> sealer.open(sealed, other)).isInstanceOf(PayloadSealer.CannotOpen.class);
        }
    }

    @Property
    void doesNotOpenOnceACharacterWasChanged(@ForAll @IntRange(min = 0, max = 40) int place) {
        // Given
        StringBuilder sealed = new StringBuilder(sealer.seal("847291", PLACE));
        // When
        sealed.setCharAt(place, sealed.charAt(place) == 'A' ? 'B' : 'A');
        // Then
        assertThatThrownBy(() -> sealer.open(sealed.toString(), PLACE)).isInstanceOf(PayloadSealer.CannotOpen.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "not Base64 at all!", "AAAA"})
    void saysOfAnythingElseOnlyThatItDoesNotOpen(String sealed) {
        assertThatThrownBy(() -> sealer.open(sealed, PLACE))
                .isInstanceOf(PayloadSealer.CannotOpen.class)
                .hasNoCause()
                .hasMessage("A sealed field could not be opened");
    }

    @Test
    void sealsOneTextDifferentlyEachTimeAndUnderItsOwnKeyOnly() {
        // When
        String first = sealer.seal("847291", PLACE);
        // Then
        assertThat(sealer.seal("847291", PLACE)).isNotEqualTo(first);
        assertThatThrownBy(() -> sealer().open(first, PLACE)).isInstanceOf(PayloadSealer.CannotOpen.class);
    }

    private static PayloadSealer sealer() {
        try {
            return PayloadSealer.of(KeysetSource.parse("test", Keysets.aead()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
