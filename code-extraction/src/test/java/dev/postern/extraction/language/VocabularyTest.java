package dev.postern.extraction.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.extraction.text.RenderedText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VocabularyTest {
    private final Vocabulary vocabulary = Vocabulary.of(List.of(
            Map.of(Section.KEYWORD, Set.of("kod", "认证", "认证码"), Section.LOGIN, Set.of("sign in", "login")),
            Map.of(Section.KEYWORD, Set.of("kod", "code"), Section.NAMING, Set.of("is "))));

    @Test
    void holdsTheWordsOfAllLanguages() {
        assertThat(vocabulary.has(Section.KEYWORD, "kod")).isTrue();
        assertThat(vocabulary.has(Section.KEYWORD, "code")).isTrue();
        assertThat(vocabulary.has(Section.KEYWORD, "login")).isFalse();
        assertThat(vocabulary.knows("login")).isTrue();
        assertThat(vocabulary.knows("lunch")).isFalse();
    }

    @Test
    void findsAPhraseByItsTwoWords() {
        assertThat(vocabulary.has(Section.LOGIN, "sign", "in")).isTrue();
        assertThat(vocabulary.has(Section.LOGIN, "in", "sign")).isFalse();
        assertThat(vocabulary.has(Section.LOGIN, "sign")).isFalse();
        assertThat(vocabulary.knows("in")).isTrue();
    }

    @Test
    void findsTheLongestWordInsideARunOfLetters() {
        // Given
        RenderedText text = RenderedText.of("您的认证码123是认证");
        // When
        // Then
        assertThat(vocabulary.at(Section.KEYWORD, text, 2)).isEqualTo(3);
        assertThat(vocabulary.at(Section.KEYWORD, text, 9)).isEqualTo(2);
        assertThat(vocabulary.at(Section.KEYWORD, text, 3)).isZero();
        assertThat(vocabulary.endsAt(Section.KEYWORD, text, 5)).isTrue();
        assertThat(vocabulary.endsAt(Section.KEYWORD, text, 6)).isFalse();
        assertThat(vocabulary.of(Section.KEYWORD).hasCharacter('码')).isTrue();
        assertThat(vocabulary.of(Section.KEYWORD).hasCharacter('k')).isFalse();
    }

    @Test
    void takesALiteralAsItIsWritten() {
        // Given
        RenderedText text = RenderedText.of("123 is it");
        // When
        // Then
        assertThat(vocabulary.at(Section.NAMING, text, 4)).isEqualTo(3);
        assertThat(vocabulary.at(Section.NAMING, RenderedText.of("123 isn't"), 4))
                .isZero();
        assertThat(vocabulary.of(Section.NAMING).within("what is this")).isTrue();
    }

    @Test
    void leavesWordsOutWhereverTheyStand() {
        // When
        Vocabulary without = vocabulary.without(Set.of("kod", "sign in", "认证码", "nowhere"));
        // Then
        assertThat(without.has(Section.KEYWORD, "kod")).isFalse();
        assertThat(without.has(Section.KEYWORD, "code")).isTrue();
        assertThat(without.has(Section.LOGIN, "sign", "in")).isFalse();
        assertThat(without.at(Section.KEYWORD, RenderedText.of("认证码"), 0)).isEqualTo(2);
        assertThat(vocabulary.has(Section.KEYWORD, "kod")).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void someLanguageHasWordsForEverySection(Section section) {
        assertThat(Vocabulary.ALL.written(section)).isNotEmpty();
    }
}
