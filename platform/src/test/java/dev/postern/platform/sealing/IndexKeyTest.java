package dev.postern.platform.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.identifier.Identifier;
import java.security.GeneralSecurityException;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class IndexKeyTest {
    private final IndexKey key = fresh();

    @Property
    void noTwoListsOfPartsHashAlike(
            @ForAll @StringLength(max = 8) String one,
            @ForAll @StringLength(max = 8) String other,
            @ForAll @StringLength(max = 8) String anOne,
            @ForAll @StringLength(max = 8) String anOther) {
        // Given
        Assume.that(!one.matches(".*\\p{Cs}.*") && !other.matches(".*\\p{Cs}.*"));
        Assume.that(!anOne.matches(".*\\p{Cs}.*") && !anOther.matches(".*\\p{Cs}.*"));
        // Then
        assertThat(key.digest(one, other).equals(key.digest(anOne, anOther)))
                .isEqualTo(one.equals(anOne) && other.equals(anOther));
        assertThat(key.digest(one + other, "").equals(key.digest(one, other))).isEqualTo(other.isEmpty());
    }

    @Test
    void codesAndRequestsMeetHoweverTheirIdentifierIsSpelt() {
        assertThat(key.matchKey("o_1", Identifier.of(" Me@Example.com ")))
                .isEqualTo(key.matchKey("o_1", Identifier.of("me@example.com")))
                .isNotEqualTo(key.matchKey("o_2", Identifier.of("me@example.com")));
    }

    @Test
    void aSenderIsFoundByItsAddressAndByTheDomainsAboveIt() {
        assertThat(key.senderKeys("o_1", "No-Reply@mail.example.com"))
                .containsExactly(
                        key.senderKey("o_1", "no-reply@mail.example.com"),
                        key.senderKey("o_1", "@mail.example.com"),
                        key.senderKey("o_1", "EXAMPLE.com"));
        assertThat(key.senderKeys("o_1", "ACME")).containsExactly(key.senderKey("o_1", "acme"));
    }

    @Test
    void aRepeatIsOfOneSenderOneIdentifierAndOneText() {
        // Given
        var match = key.matchKey("o_1", Identifier.of("me@example.com"));
        var other = key.matchKey("o_1", Identifier.of("you@example.com"));
        // Then
        assertThat(key.repeatKey(match, "ak_1", "text"))
                .isEqualTo(key.repeatKey(match, "ak_1", "text"))
                .isNotEqualTo(key.repeatKey(match, "ak_2", "text"))
                .isNotEqualTo(key.repeatKey(match, "ak_1", "texts"))
                .isNotEqualTo(key.repeatKey(other, "ak_1", "text"));
    }

    @Test
    void nobodyCanTestAnAddressWithoutTheKey() {
        assertThat(fresh().matchKey("o_1", Identifier.of("me@example.com")))
                .isNotEqualTo(key.matchKey("o_1", Identifier.of("me@example.com")));
    }

    private static IndexKey fresh() {
        try {
            return IndexKey.of(KeysetSource.parse("test", Keysets.prf()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
