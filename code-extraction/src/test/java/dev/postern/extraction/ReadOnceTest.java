package dev.postern.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.OtpType;
import dev.postern.extraction.language.Sentences;
import dev.postern.extraction.text.RenderedText;
import dev.postern.fixtures.MethodCalls;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Counted, not timed: no part of a message is parsed, rendered or split into sentences twice. */
class ReadOnceTest {
    private final CodeExtractor extractor = new CodeExtractor();

    /** A message, and how many of its parts the rules need to see. */
    record Case(String name, Message message, int parsed, int rendered) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> messages() {
        String twice = "<p>Your code is 482913.</p><p>482913</p> Tom &amp; Jo";
        String nothing = "<p>Tom &amp; Jo have news.</p>";
        return Stream.of(
                new Case("text", Message.text("Your code is 482913. It expires in 10 minutes."), 0, 1),
                new Case("text without a code", Message.text("See you at 10 in the park."), 0, 1),
                new Case("pushed code", Message.pushed("482913"), 0, 1),
                new Case("pushed HTML", Message.pushed(twice), 1, 1),
                new Case("HTML that shows its code twice", Message.mail("Hello", null, twice), 1, 2),
                new Case("HTML without a subject", Message.mail("", null, twice), 1, 1),
                new Case("HTML without a code", Message.mail("News", null, nothing), 1, 2),
                new Case("code in the subject", Message.mail("482913 is your code", null, nothing), 1, 2),
                new Case("subject and body in each other's light", Message.mail("Your code", null, "482913"), 1, 2),
                new Case("code in the second form", Message.mail("Hello", "See the HTML", twice), 1, 3),
                new Case("no code in either form", Message.mail("News", "News", nothing), 1, 3),
                new Case("code in the first form", Message.mail("Hello", "Your code is 482913", twice), 0, 2),
                new Case("reply", Message.mail("Re: Hello", "Your code is 482913\n> Your code is 112233", null), 0, 2),
                new Case("subject alone", Message.mail("Your code is 482913", null, null), 0, 1));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void readsEachPartOnce(Case one) {
        // When
        MethodCalls calls = counted(() -> extractor.extract(one.message()));

        // Then
        assertThat(parsed(calls)).isEqualTo(one.parsed());
        assertThat(rendered(calls)).isEqualTo(one.rendered());
        assertThat(split(calls)).isEqualTo(one.rendered());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void readsEachPartOnceForSeveralLogins(Case one) {
        // Given
        int parts = 1 + (one.message().text() == null ? 0 : 1) + (one.message().html() == null ? 0 : 1);

        // When
        MethodCalls calls = counted(
                () -> extractor.extractFor(one.message(), List.of(OtpType.TOTP, OtpType.MAGIC_LINK, OtpType.TOTP)));

        // Then
        assertThat(parsed(calls)).isLessThanOrEqualTo(1);
        assertThat(rendered(calls)).isLessThanOrEqualTo(parts);
        assertThat(split(calls)).isEqualTo(rendered(calls));
    }

    @Test
    void countsWhatIsCalled() {
        // When
        MethodCalls calls = counted(() -> {
            extractor.extract(Message.pushed("<br>482913 is your code"));
            extractor.extract(Message.pushed("<br>482913 is your code"));
        });

        // Then
        assertThat(List.of(parsed(calls), rendered(calls), split(calls))).containsOnly(2L);
    }

    private static MethodCalls counted(Runnable action) {
        return MethodCalls.during(
                action,
                Parser.class.getName() + "::parseInput",
                RenderedText.class.getName() + "::renderText",
                RenderedText.class.getName() + "::renderSeen",
                Sentences.class.getName() + "::of");
    }

    private static long parsed(MethodCalls calls) {
        return calls.of(Parser.class, "parseInput", "(Ljava/lang/String;");
    }

    private static long rendered(MethodCalls calls) {
        return calls.of(RenderedText.class, "renderText") + calls.of(RenderedText.class, "renderSeen");
    }

    private static long split(MethodCalls calls) {
        return calls.of(Sentences.class, "of");
    }
}
