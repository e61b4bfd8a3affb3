package dev.postern.extraction.language;

import dev.postern.extraction.text.RenderedText;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The words that the rules know, in all languages together, by their meaning to a rule. They come from the
 * language packs.
 */
public final class Vocabulary {
    /** The words of every pack. */
    public static final Vocabulary ALL = of(LanguagePack.all());

    /** German, Dutch and Nordic compounds have them: "Aktions-code", "klant-en-code". */
    private static final List<String> JOINTS = List.of("s", "n", "en", "e", "es", "er");

    private static final List<Section> OTHER =
            List.of(Section.OTHER_CODE_FRONT, Section.OTHER_CODE_BEFORE, Section.OTHER_PURPOSE);

    private final Map<Section, Set<String>> written;
    private final Map<Section, Words> words = new EnumMap<>(Section.class);
    /** The sections of each single word; a word that only ends a phrase has none. */
    private final Map<String, Set<Section>> sections = new HashMap<>();

    private final Tails tails;
    /** The sections that have words which end compounds. */
    private final Set<Section> tailed = EnumSet.noneOf(Section.class);

    private final Heads heads;
    /** The sections that have words of which only the beginning is given. */
    private final Set<Section> headed = EnumSet.noneOf(Section.class);

    private Vocabulary(Map<Section, Set<String>> written) {
        this.written = written;
        Set<String> ends = new HashSet<>();
        Set<String> begins = new HashSet<>();
        for (Section section : Section.values()) {
            Set<String> its = written.getOrDefault(section, Set.of());
            words.put(section, new Words(section.match(), its));
            // Most words of a text are everyday words. No rule asks about one, nor about an ending by itself.
            boolean silent = section == Section.EVERYDAY || section == Section.NUMBER_ENDING;
            for (String word : silent ? Set.<String>of() : its) {
                if (word.startsWith(LanguagePack.TAIL)) {
                    ends.add(word.substring(1));
                    tailed.add(section);
                } else if (word.endsWith(LanguagePack.TAIL)) {
                    begins.add(word.substring(0, word.length() - 1));
                    headed.add(section);
                } else {
                    note(section, word);
                }
            }
        }
        this.tails = new Tails(ends);
        this.heads = new Heads(begins);
    }

    private void note(Section section, String word) {
        int blank = word.lastIndexOf(' ');
        String last = word.substring(blank + 1);
        Set<Section> its = sections.get(last);
        if (its == null) {
            its = EnumSet.noneOf(Section.class);
            sections.put(last, its);
        }
        if (blank < 0 && section.match() == Section.Match.WORD) {
            its.add(section);
        }
    }

    static Vocabulary of(List<Map<Section, Set<String>>> packs) {
        Map<Section, Set<String>> together = new EnumMap<>(Section.class);
        for (Map<Section, Set<String>> pack : packs) {
            for (Map.Entry<Section, Set<String>> its : pack.entrySet()) {
                Set<String> those = together.getOrDefault(its.getKey(), new HashSet<>());
                those.addAll(its.getValue());
                together.put(its.getKey(), those);
            }
        }
        return new Vocabulary(together);
    }

    /** This vocabulary without some words, in every section. */
    public Vocabulary without(Set<String> leftOut) {
        Map<Section, Set<String>> rest = new EnumMap<>(Section.class);
        written.forEach((section, its) -> {
            Set<String> kept = new HashSet<>(its);
            kept.removeAll(leftOut);
            rest.put(section, kept);
        });
        return new Vocabulary(rest);
    }

    /** The words as the packs write them, but with blanks. */
    public Set<String> written(Section section) {
        return written.getOrDefault(section, Set.of());
    }

    Words of(Section section) {
        return Objects.requireNonNull(words.get(section));
    }

    /**
     * Whether any section but {@link Section#EVERYDAY} and {@link Section#NUMBER_ENDING} has a word, a phrase that ends with it, or a word that ends this compound.
     */
    public boolean knows(String word) {
        return sectionsOf(word) != null;
    }

    /**
     * The sections but {@link Section#EVERYDAY} that have a word, or a word that ends this compound; null for a word that none has. It is
     * empty for a word that only ends a phrase. Who asks about several sections asks once.
     */
    public @Nullable Set<Section> sectionsOf(String word) {
        Set<Section> listed = sections.get(word);
        boolean ends = tails.lengthIn(word) > 0;
        boolean begins = heads.begin(word);
        if (!ends && !begins) {
            return listed;
        }
        Set<Section> all = EnumSet.noneOf(Section.class);
        if (listed != null) {
            all.addAll(listed);
        }
        for (Section section : tailed) {
            if (ends && of(section).tailOf(word) > 0) {
                all.add(section);
            }
        }
        for (Section section : headed) {
            if (begins && of(section).begins(word)) {
                all.add(section);
            }
        }
        return all;
    }

    public boolean has(Section section, String word) {
        return of(section).contains(word);
    }

    /** Whether a section has the word itself; a compound that ends with one of its words is not enough. */
    public boolean lists(Section section, String word) {
        return of(section).lists(word);
    }

    /** Whether a section has a phrase of two words. */
    public boolean has(Section section, String first, String second) {
        return of(section).contains(first, second);
    }

    /** Whether a word announces a code of any kind. A compound that begins with another purpose announces none. */
    public boolean isKeyword(String word) {
        int tail = keywordTail(word);
        return tail > 0
                ? OTHER.stream().noneMatch(section -> beginsWith(section, word, tail))
                : has(Section.KEYWORD, word) || has(Section.LOGIN_KEYWORD, word);
    }

    /** Whether a word is a keyword of its own, and no compound that ends with one. */
    public boolean listsKeyword(String word) {
        return lists(Section.KEYWORD, word) || lists(Section.LOGIN_KEYWORD, word);
    }

    /** Whether a word is a compound of a word for digits and what they are for: "Bestätigungsziffern". */
    public boolean isLoginDigits(String word) {
        int tail = of(Section.DIGITS).tailOf(word);
        return tail > 0
                && !lists(Section.DIGITS, word)
                && !lists(Section.REFERENCE, word)
                && (beginsWith(Section.LOGIN, word, tail)
                        || beginsWith(Section.PURPOSE, word, tail)
                        || beginsWith(Section.ONE_TIME, word, tail));
    }

    /** Whether a keyword leaves open what its code is for: "code", but neither "otp" nor "Anmeldecode". */
    public boolean isGeneric(String word) {
        int tail = keywordTail(word);
        return tail == 0
                ? of(Section.KEYWORD).lists(word)
                : of(Section.KEYWORD).tailOf(word) > 0 && !beginsWith(Section.LOGIN, word, tail);
    }

    /** The length of the word that ends a compound which announces a code; 0 for any other word. */
    public int keywordTail(String word) {
        Words generic = of(Section.KEYWORD);
        Words login = of(Section.LOGIN_KEYWORD);
        return listsKeyword(word) ? 0 : Math.max(generic.tailOf(word), login.tailOf(word));
    }

    /** Whether a compound that begins so begins with a word of any section, with or without the letters that join compounds. */
    boolean startsAnyWord(String front) {
        if (knows(front) || has(Section.EVERYDAY, front)) {
            return true;
        }
        for (String joint : JOINTS) {
            if (front.endsWith(joint) && knows(front.substring(0, front.length() - joint.length()))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a compound begins with a word of a section, with or without the letters that join compounds. */
    private boolean beginsWith(Section section, String compound, int tail) {
        String front = compound.substring(0, compound.length() - tail);
        if (has(section, front)) {
            return true;
        }
        for (String joint : JOINTS) {
            if (front.endsWith(joint) && has(section, front.substring(0, front.length() - joint.length()))) {
                return true;
            }
        }
        return false;
    }

    /** The length of the word that begins at an index inside a run of letters; 0 when there is none. */
    public int at(Section section, RenderedText text, int index) {
        return of(section).at(text, index);
    }

    /** The length of the word that ends there inside a run of letters; 0 when there is none. */
    public int endingAt(Section section, RenderedText text, int end) {
        return of(section).endingAt(text, end);
    }

    /** Whether a text holds a word of a section that is found letter by letter. The text must be in lower case. */
    public boolean isIn(Section section, String text) {
        return of(section).within(text);
    }

    /** Whether a word of a section that is found letter by letter has this character. */
    public boolean hasCharacter(Section section, char c) {
        return of(section).hasCharacter(c);
    }

    /** Whether such a word ends there. */
    public boolean endsAt(Section section, RenderedText text, int end) {
        return endingAt(section, text, end) > 0;
    }
}
