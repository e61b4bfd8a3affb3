package dev.postern.extraction;

import dev.postern.extraction.html.VisibleHtml;
import dev.postern.extraction.language.Section;
import dev.postern.extraction.language.Section.Match;
import dev.postern.extraction.language.Vocabulary;
import dev.postern.extraction.text.Characters;
import dev.postern.extraction.text.RenderedText;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** Lists the words of the language packs that a message holds, to measure what the words are worth. */
public final class KnownWords {
    private static final Set<String> WHOLE = all(Match.WORD);
    private static final Set<String> LITERAL = all(Match.LITERAL);

    private KnownWords() {}

    /** The words as the packs write them, but with blanks; empty when the message holds no known word. */
    public static Set<String> of(Message message) {
        StringBuilder seen = new StringBuilder();
        add(VisibleHtml.ofText(message.subject()), seen);
        if (message.text() != null) {
            add(VisibleHtml.ofText(message.text()), seen);
        }
        if (message.html() != null) {
            add(VisibleHtml.of(message.html(), false), seen);
        }
        String text = seen.toString();
        Set<String> found = new HashSet<>();
        for (String word : WHOLE) {
            if (stands(word, text, true)) {
                found.add(word);
            }
        }
        for (String word : LITERAL) {
            if (!WHOLE.contains(word) && stands(word, text, false)) {
                found.add(word);
            }
        }
        return found;
    }

    /** Every word of the packs that a language has for itself: all but names of currencies and marks. */
    public static Set<String> ofLanguages() {
        Set<String> all = new TreeSet<>(WHOLE);
        all.addAll(LITERAL);
        all.removeAll(Vocabulary.ALL.written(Section.CURRENCY));
        all.removeAll(Vocabulary.ALL.written(Section.CURRENCY_BEFORE));
        all.removeIf(word -> word.chars().noneMatch(Character::isLetter));
        return all;
    }

    private static void add(RenderedText text, StringBuilder to) {
        to.append(text.part(0, text.length())).append('\n');
    }

    private static Set<String> all(Match match) {
        Set<String> all = new HashSet<>();
        for (Section section : Section.values()) {
            if (section.match() == match) {
                all.addAll(Vocabulary.ALL.written(section));
            }
        }
        return all;
    }

    /** Whether a word begins here and, if it must be whole, ends here too. Scripts without blanks need neither. */
    private static boolean stands(String word, String text, boolean whole) {
        int i = text.indexOf(word);
        while (i >= 0) {
            if (!inAWord(text, i) && !(whole && inAWord(text, i + word.length()))) {
                return true;
            }
            i = text.indexOf(word, i + 1);
        }
        return false;
    }

    /** Whether letters of one word stand before and behind an index. */
    private static boolean inAWord(String text, int i) {
        return i > 0 && i < text.length() && Characters.word(text.charAt(i - 1)) && Characters.word(text.charAt(i));
    }
}
