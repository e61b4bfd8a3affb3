package dev.postern.extraction.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.postern.extraction.CodeExtractor;
import dev.postern.extraction.Extraction;
import dev.postern.extraction.Message;
import dev.postern.extraction.text.Characters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every word of every language pack. */
class LanguageLawsTest {
    private static final String CODE = "604417";
    private static final String NOTHING = "-";
    private static final CodeExtractor EXTRACTOR = new CodeExtractor();
    private static final List<Section> AGAINST_A_CODE = List.of(
            Section.OTHER_CODE_BEFORE,
            Section.OTHER_PURPOSE,
            Section.DONE,
            Section.REFERENCE,
            Section.ENDING,
            Section.UNIT,
            Section.CALL);

    static List<String> packs() {
        return LanguagePack.names();
    }

    @ParameterizedTest
    @MethodSource("packs")
    void eachWordForACodeNamesTheNumberBesideIt(String pack) throws IOException {
        // Given
        Map<Section, Set<String>> words = words(pack);
        // When
        Stream<String> texts = keywords(words).stream()
                .flatMap(word -> Stream.of(word + ": " + CODE, "Larkspur: " + word + " " + CODE + "."));
        // Then
        assertThat(otherThan(CODE, texts)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("packs")
    void eachLanguageHasAWordForACode(String pack) throws IOException {
        assertThat(pack.equals("everyday") || !keywords(words(pack)).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("packs")
    void whatTheCodeOfAnotherPurposeIsCalledNamesNone(String pack) throws IOException {
        // Given
        Map<Section, Set<String>> words = words(pack);
        List<String> taken = new ArrayList<>();
        // When
        for (String front : words.getOrDefault(Section.OTHER_CODE_FRONT, Set.of())) {
            for (String tail : words.getOrDefault(Section.KEYWORD, Set.of())) {
                String text = front + tail.substring(1) + ": " + CODE + " (20 %)";
                if (tail.startsWith(LanguagePack.TAIL) && CODE.equals(found(text))) {
                    taken.add(text);
                }
            }
        }
        // Then
        assertThat(taken).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("packs")
    void aCodeForAPlaceOrAPersonAtTheDoorSignsNobodyIn(String pack) throws IOException {
        // Given
        Map<Section, Set<String>> words = words(pack);
        // When
        Stream<String> texts = words.getOrDefault(Section.OTHER_PURPOSE, Set.of()).stream()
                .map(place -> generic(words) + " 4471 " + place.replace(LanguagePack.TAIL, ""));
        // Then
        assertThat(otherThan(NOTHING, texts)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("packs")
    void whatStandsBehindAWordForACodeSaysWhatElseItIsFor(String pack) throws IOException {
        // Given
        Map<Section, Set<String>> words = words(pack);
        List<String> links = new ArrayList<>(words.getOrDefault(Section.OTHER_CODE_OF, Set.of()));
        links.add("");
        List<String> texts = new ArrayList<>();
        // When
        for (String other : words.getOrDefault(Section.OTHER_CODE_AFTER, Set.of())) {
            for (String link : links) {
                String blank = Characters.unspaced(other.charAt(0)) ? "" : " ";
                texts.add(generic(words) + blank + link + (link.isEmpty() ? "" : blank) + other + " 4471");
            }
        }
        // Then
        assertThat(otherThan(NOTHING, texts.stream())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("packs")
    void aPersonWhoSpeaksOfAnOldCodeSendsNone(String pack) throws IOException {
        // Given
        Map<Section, Set<String>> words = words(pack);
        // When
        Stream<String> texts = words.getOrDefault(Section.TALK, Set.of()).stream()
                .flatMap(talk -> Stream.of(
                        generic(words) + " " + CODE + ", " + talk, talk + ", " + generic(words) + " " + CODE));
        // Then
        assertThat(otherThan(NOTHING, texts)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("packs")
    void aCodeOfSomethingThatNoPackKnowsIsNoneUntilTheMessageSpeaksAsASenderDoes(String pack) throws IOException {
        // Given
        Map<Section, Set<String>> words = words(pack);
        String minutes = words.getOrDefault(Section.MINUTES, Set.of("minutes"))
                .iterator()
                .next();
        String code = generic(words);
        assumeThat(Character.isLowerCase(code.charAt(0))).isTrue();
        // When
        List<String> texts = words.getOrDefault(Section.OTHER_CODE_OF, Set.of("of")).stream()
                // Slavic "do" is "to" and "until".
                .filter(link -> !Vocabulary.ALL.has(Section.LIMIT, link) && !Vocabulary.ALL.has(Section.VALID, link))
                .map(link -> code + " " + link + " brelkun: " + CODE)
                .toList();
        // Then
        assertThat(otherThan(NOTHING, texts.stream())).isEmpty();
        assertThat(otherThan(CODE, texts.stream().map(text -> text + ". 3 " + minutes)))
                .isEmpty();
        assertThat(otherThan(CODE, texts.stream().map(text -> text.replace("brelkun", "Brelkun"))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("packs")
    void whoeverTellsFourDigitsAndGoesOnInWordsThatNoPackKnowsIsNoSender(String pack) throws IOException {
        // Given
        String code = generic(words(pack));
        // Then
        assertThat(found(code + " 4471, trelvin brelkun")).isEqualTo(NOTHING);
        assertThat(found("Larkspur: " + code + " 4471")).isEqualTo("4471");
        assertThat(found(code + " " + CODE + ", trelvin brelkun")).isEqualTo(CODE);
    }

    @ParameterizedTest
    @MethodSource("packs")
    void whoIsAskedToTypeANumberForALoginHasTheCode(String pack) throws IOException {
        // Given
        Map<Section, Set<String>> words = words(pack);
        // When
        Stream<String> texts = words.getOrDefault(Section.ACT, Set.of()).stream()
                .filter(_ -> !purpose(words).isEmpty())
                .map(act -> "Larkspur. " + act.replace(LanguagePack.TAIL, "") + " " + CODE + " " + purpose(words));
        // Then
        assertThat(otherThan(CODE, texts)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("packs")
    void theEndingThatALanguageGivesANumberIsNoPartOfIt(String pack) throws IOException {
        // Given
        Map<Section, Set<String>> words = words(pack);
        for (String code : List.of(CODE, "604-417", "4471")) {
            // When
            Stream<String> texts = words.getOrDefault(Section.NUMBER_ENDING, Set.of()).stream()
                    .flatMap(ending -> Stream.of("-", ":", "'", "’")
                            .map(mark -> "Larkspur: " + generic(words) + " " + code + mark + ending));
            // Then
            assertThat(otherThan(code.replace("-", ""), texts)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("packs")
    void aWordForExpiredTellsHowLongACodeIsGoodWhereATimeFollows(String pack) throws IOException {
        // Given
        Map<Section, Set<String>> words = words(pack);
        String minutes =
                words.getOrDefault(Section.MINUTES, Set.of("")).iterator().next();
        List<String> wrong = new ArrayList<>();
        // When
        for (String over : words.getOrDefault(Section.OVER, Set.of())) {
            String code = generic(words) + " " + CODE + " " + over;
            boolean limit = words.getOrDefault(Section.LIMIT, Set.of()).contains(over);
            if (!found(code).equals(NOTHING)) {
                wrong.add(code);
            }
            if (limit && !found(code + " 3 " + minutes).equals(CODE)) {
                wrong.add(code + " 3 " + minutes);
            }
        }
        // Then
        assertThat(wrong).isEmpty();
    }

    /** All packs are one vocabulary: a veto that another language writes in each second sentence would silence that language. */
    @ParameterizedTest
    @MethodSource("packs")
    void noWordThatSpeaksAgainstACodeIsAnEverydayWord(String pack) throws IOException {
        // Given
        Map<Section, Set<String>> words = words(pack);
        Set<String> everyday = Vocabulary.ALL.written(Section.EVERYDAY);
        // When
        List<String> veto = new ArrayList<>();
        for (Section section : AGAINST_A_CODE) {
            veto.addAll(words.getOrDefault(section, Set.of()));
        }
        // Then
        assertThat(veto).doesNotContainAnyElementsOf(everyday);
    }

    /** Those of the texts in which something other is found. */
    private static List<String> otherThan(String expected, Stream<String> texts) {
        return texts.filter(text -> !found(text).equals(expected)).toList();
    }

    private static List<String> keywords(Map<Section, Set<String>> words) {
        List<String> keywords = new ArrayList<>();
        for (Section section : List.of(Section.KEYWORD, Section.LOGIN_KEYWORD, Section.KEYWORD_PHRASE)) {
            for (String word : words.getOrDefault(section, Set.of())) {
                if (!word.startsWith(LanguagePack.TAIL)) {
                    keywords.add(inItsCase(words, word));
                }
            }
        }
        return keywords;
    }

    /** A word for a code of any kind. */
    private static String generic(Map<Section, Set<String>> words) {
        return words.getOrDefault(Section.KEYWORD, Set.of("code")).stream()
                .filter(word -> !word.startsWith(LanguagePack.TAIL) && word.indexOf(' ') < 0)
                .filter(word ->
                        !Vocabulary.ALL.has(Section.LOGIN_KEYWORD, word) && !Vocabulary.ALL.has(Section.LOGIN, word))
                .findFirst()
                .orElse("code");
    }

    /** What such a number is for; empty where the language has no word for it. */
    private static String purpose(Map<Section, Set<String>> words) {
        return words.getOrDefault(Section.PURPOSE, Set.of()).stream()
                .filter(word -> !word.endsWith(LanguagePack.TAIL) && word.indexOf(' ') < 0)
                .findFirst()
                .orElse("");
    }

    private static String inItsCase(Map<Section, Set<String>> words, String word) {
        return words.getOrDefault(Section.ONLY_IN_CAPITALS, Set.of()).contains(word)
                ? word.toUpperCase(Locale.ROOT)
                : word;
    }

    private static String found(String text) {
        return EXTRACTOR.extract(Message.text(text)).found() instanceof Extraction.Code code ? code.value() : NOTHING;
    }

    private static Map<Section, Set<String>> words(String pack) throws IOException {
        try (var in = LanguagePack.class.getResourceAsStream(LanguagePack.FOLDER + pack + ".txt")) {
            return LanguagePack.read(pack, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
