package dev.postern.extraction.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.extraction.text.Characters;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LanguagePackTest {

    static List<String> packs() {
        return LanguagePack.names();
    }

    @Test
    void readsTheWordsOfEachSection() {
        // Given
        String content = """
            # Nowhere
            [keyword]
            kood  koodi
            mã

            [login]
            sign_in
            [keyword]
            कोड
            """;
        // When
        Map<Section, Set<String>> words = LanguagePack.read("xx", content);
        // Then
        assertThat(words)
                .isEqualTo(Map.of(
                        Section.KEYWORD, Set.of("kood", "koodi", "mã", "कोड"), Section.LOGIN, Set.of("sign in")));
    }

    @ParameterizedTest
    @CsvSource({
        "'[keyword]\ncode\n[keywrod]\npin', 'xx.txt, line 3: there is no section [keywrod].'",
        "'[keyword]\n[code', 'xx.txt, line 2: there is no section [code.'",
        "'[]', 'xx.txt, line 1: there is no section [].'",
        "'[KEYWORD]', 'xx.txt, line 1: there is no section [KEYWORD].'",
        "'# A pack\ncode', 'xx.txt, line 2: a section must be named before its words.'",
        "'[keyword]\ncode pin\npin', 'xx.txt, line 3: pin stands twice in its section.'",
        "'[keyword]\ncode\n[login]\nlogin\n[keyword]\ncode', 'xx.txt, line 6: code stands twice in its section.'",
        "'[login]\nsign_in sign_in', 'xx.txt, line 2: sign_in stands twice in its section.'",
        "'[keyword]\ncode PIN', 'xx.txt, line 2: words must be in lower case.'",
    })
    void refusesWhatCannotBeMeantByFileAndLine(String content, String why) {
        // When
        // Then
        assertThatThrownBy(() -> LanguagePack.read("xx", content))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Language pack " + why);
    }

    @Test
    void refusesALineInAnotherEncoding() {
        // Given
        byte[] latin1 = "[keyword]\ncode\ncódigo\n".getBytes(StandardCharsets.ISO_8859_1);
        // When
        // Then
        assertThatThrownBy(() -> LanguagePack.read("xx", new String(latin1, StandardCharsets.UTF_8)))
                .hasMessage("Language pack xx.txt, line 3: it is not UTF-8.");
    }

    @Test
    void isListedInTheIndexOnceAndThere() throws IOException, URISyntaxException {
        // Given
        Path folder = Path.of(LanguagePack.class
                        .getResource(LanguagePack.FOLDER + "en.txt")
                        .toURI())
                .getParent();
        // When
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(file -> !file.equals("index.txt"))
                    .toList();
            // Then
            assertThat(LanguagePack.names().stream().map(name -> name + ".txt"))
                    .containsExactlyInAnyOrderElementsOf(names);
        }
    }

    /** A word is looked up as the text is cut, at apostrophes too: whole, or as two words. Another would never be found. */
    @ParameterizedTest
    @MethodSource("packs")
    void hasNoWordThatCannotBeFound(String name) throws IOException {
        // When
        Map<Section, Set<String>> words = LanguagePack.read(name, content(name));
        // Then
        assertThat(words).isNotEmpty();
        words.forEach((section, its) -> assertThat(its)
                .as("%s in %s.txt", section, name)
                .allMatch(word -> section.match() == Section.Match.LITERAL || canBeFound(word)));
    }

    @ParameterizedTest
    @MethodSource("packs")
    void hasEachWordBelowItsOwnComment(String name) throws IOException {
        assertThat(misplacedWords(content(name))).isEmpty();
    }

    @Test
    void aWordBetweenACommentAndItsSectionIsMisplaced() {
        // Given
        String content = """
            # Names a code.
            [keyword]
            code
            # Speaks of logging in.
            cashback

            [login]
            sign_in
            """;
        // When
        // Then
        assertThat(misplacedWords(content)).containsExactly("cashback");
    }

    @Test
    void englishExplainsEachSection() throws IOException {
        // Given
        String english = content("en");
        List<String> lines = english.lines().toList();
        // When
        List<String> unexplained = IntStream.range(1, lines.size())
                .filter(line -> lines.get(line).startsWith("["))
                .filter(line -> !lines.get(line - 1).startsWith("#"))
                .mapToObj(lines::get)
                .toList();
        // Then
        assertThat(unexplained).isEmpty();
        assertThat(Section.values()).allMatch(section -> english.contains("[" + section.hyphenatedName() + "]"));
    }

    /** A comment belongs to the section below it: no word may stand between them. */
    private static List<String> misplacedWords(String content) {
        List<String> misplaced = new ArrayList<>();
        boolean belowAComment = false;
        for (String line : content.lines().toList()) {
            if (line.startsWith("#")) {
                belowAComment = true;
            } else if (line.startsWith("[")) {
                belowAComment = false;
            } else if (belowAComment && !line.isBlank()) {
                misplaced.add(line);
            }
        }
        return misplaced;
    }

    private static boolean canBeFound(String written) {
        String word = written.startsWith("*") ? written.substring(1) : beginning(written);
        if (Characters.unspaced(word.charAt(0))) {
            return true;
        }
        String[] parts = word.split(" ", -1);
        return parts.length <= 2 && Stream.of(parts).allMatch(LanguagePackTest::isWord);
    }

    private static String beginning(String written) {
        return written.endsWith("*") ? written.substring(0, written.length() - 1) : written;
    }

    private static boolean isWord(String part) {
        return !part.isEmpty() && part.replace("n't", "n").chars().allMatch(c -> Characters.word((char) c));
    }

    private static String content(String name) throws IOException {
        try (var in = LanguagePack.class.getResourceAsStream(LanguagePack.FOLDER + name + ".txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
