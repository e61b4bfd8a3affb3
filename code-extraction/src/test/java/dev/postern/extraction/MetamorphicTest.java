package dev.postern.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each text and each mail of the corpus in ways that change nothing for its reader: what is found stays, or nothing is found. Another
 * answer is never given.
 */
class MetamorphicTest {
    private static final double MOST_ABSTENTIONS = 0.01;
    /** Longer ones test limits, and are the corpus's own. */
    private static final int LONGEST = 1_500;
    /** A text that ends in a number at this length may be cut there; a mail is not. */
    private static final int SHORTEST_CUT = 60;

    private final CodeExtractor extractor = new CodeExtractor();

    @ParameterizedTest
    @EnumSource
    void neverChangesTheAnswer(Rewriting way, TestReporter reporter) throws IOException {
        // Given
        List<CorpusMessage> texts =
                CorpusMessage.all().stream().filter(MetamorphicTest::isPlain).toList();
        List<String> changed = new ArrayList<>();
        List<String> abstained = new ArrayList<>();
        int holding = 0;
        // When
        for (CorpusMessage one : texts) {
            Message rewritten = way.of(one.message().text());
            if (rewritten != null) {
                holding += one.holdsNothing() ? 0 : 1;
                compare(one, rewritten, changed, abstained);
            }
        }
        // Then
        report(reporter, way, abstained, holding);
        assertThat(changed).isEmpty();
        assertThat(abstained).hasSizeLessThanOrEqualTo((int) (MOST_ABSTENTIONS * holding));
    }

    @ParameterizedTest
    @EnumSource
    void neverChangesTheAnswerOfAMail(MailRewriting way, TestReporter reporter) throws IOException {
        // Given
        List<CorpusMessage> mails = CorpusMessage.all().stream()
                .filter(one -> one.name().startsWith("mail"))
                .toList();
        List<String> changed = new ArrayList<>();
        List<String> abstained = new ArrayList<>();
        int holding = 0;
        // When
        for (CorpusMessage one : mails) {
            Message rewritten = way.of(one.message(), one.expected());
            if (rewritten != null) {
                holding += one.holdsNothing() ? 0 : 1;
                compare(one, rewritten, changed, abstained);
            }
        }
        // Then
        report(reporter, way, abstained, holding);
        assertThat(changed).isEmpty();
        assertThat(abstained).hasSizeLessThanOrEqualTo((int) (MOST_ABSTENTIONS * holding));
    }

    private void compare(CorpusMessage one, Message rewritten, List<String> changed, List<String> abstained) {
        String answer = CorpusMessage.written(extractor.extract(rewritten).found());
        if (!answer.equals(CorpusMessage.NOTHING)) {
            if (!answer.equals(one.expected())) {
                changed.add(one.name() + ": " + one.expected() + " became " + answer);
            }
        } else if (!one.holdsNothing()) {
            abstained.add(one.name());
        }
    }

    private static void report(TestReporter reporter, Enum<?> way, List<String> abstained, int holding) {
        reporter.publishEntry(String.format(
                Locale.ROOT,
                "%s: %d of %d abstain (%.2f %%): %s",
                way,
                abstained.size(),
                holding,
                100.0 * abstained.size() / holding,
                abstained));
    }

    /** A text that is no HTML and is not cut, and whose last line is no other program's. */
    private static boolean isPlain(CorpusMessage one) {
        String text = one.message().text();
        return text != null
                && one.message().html() == null
                && one.message().subject().isEmpty()
                && text.length() <= LONGEST
                && !(text.length() >= SHORTEST_CUT && Character.isDigit(text.charAt(text.length() - 1)))
                && !text.matches("(?s).*@[\\w.:-]+\\s+#\\S+(?:\\s+@\\S+)?\\s*")
                && !text.contains("</")
                && !text.contains("<br");
    }
}
