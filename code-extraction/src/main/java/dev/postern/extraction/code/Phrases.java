package dev.postern.extraction.code;

import static dev.postern.extraction.language.Section.ACT;
import static dev.postern.extraction.language.Section.BINDER;
import static dev.postern.extraction.language.Section.COPULA;
import static dev.postern.extraction.language.Section.EITHER;
import static dev.postern.extraction.language.Section.INTRODUCER;
import static dev.postern.extraction.language.Section.LOGIN;
import static dev.postern.extraction.language.Section.NAMING;
import static dev.postern.extraction.language.Section.ONE_TIME;
import static dev.postern.extraction.language.Section.POINTER;
import static dev.postern.extraction.language.Section.PURPOSE;
import static dev.postern.extraction.language.Section.TALK;

import dev.postern.extraction.code.Candidates.Candidate;
import dev.postern.extraction.language.Passage;
import dev.postern.extraction.language.PastWords;
import dev.postern.extraction.language.Section;
import dev.postern.extraction.language.Sentences;
import dev.postern.extraction.language.UseWords;
import dev.postern.extraction.language.Vocabulary;
import dev.postern.extraction.text.Characters;
import dev.postern.extraction.text.RenderedText;

/** What the words around a number and a keyword say. Each question looks at a bounded stretch of text. */
final class Phrases {
    private static final int LONGEST_GAP = 40;
    private static final int LONGEST_WORD = 16;
    private static final int LONGEST_PREFIX = 3;
    private static final int LONGEST_NAME = 8;
    private static final int WORDS_TO_VERB = 3;
    private static final int FARTHEST_TALK = 120;

    private final Passage passage;
    private final RenderedText text;
    private final Sentences sentences;
    private final Vocabulary vocabulary;

    Phrases(Passage passage) {
        this.passage = passage;
        this.text = passage.text();
        this.sentences = passage.sentences();
        this.vocabulary = passage.vocabulary();
    }

    /** Whether only binders and punctuation stand between a keyword and a number. */
    boolean binds(int from, int to) {
        return joins(from, to, false);
    }

    /** Whether only binders, punctuation and other numbers stand between: "codes: 123456, 654321". */
    boolean lists(int from, int to) {
        return joins(from, to, true);
    }

    private boolean joins(int from, int to, boolean overNumbers) {
        int i = from;
        while (i < to) {
            char c = text.at(i);
            if (Characters.word(c)) {
                int end = i;
                while (end < to && Characters.word(text.at(end))) {
                    end++;
                }
                String word = text.part(i, end);
                if (!vocabulary.has(BINDER, word)
                        && !vocabulary.has(LOGIN, word)
                        && !vocabulary.has(ONE_TIME, word)
                        && !(end + 1 < to ? isName(i, end) : isPrefix(i, end))) {
                    return false;
                }
                i = end;
            } else if ((Characters.digit(c) && !overNumbers)
                    || (Characters.unspaced(c) && !vocabulary.hasCharacter(BINDER, c))) {
                return false;
            } else {
                i++;
            }
        }
        return true;
    }

    /** "G-123456", "KXM 123456": a vendor's letters before the number. */
    private boolean isPrefix(int start, int end) {
        return end - start <= LONGEST_PREFIX && (text.at(end) == '-' || isName(start, end));
    }

    /** "Code KXMV is 123456": capitals that are no word. */
    private boolean isName(int start, int end) {
        boolean capitals = end - start > 1
                && end - start <= LONGEST_NAME
                && text.at(end) == ' '
                && !vocabulary.knows(text.part(start, end));
        for (int i = start; capitals && i < end; i++) {
            capitals = text.capital(i);
        }
        return capitals;
    }

    /** "code is AB12CD": the keyword belongs to a code with letters and announces no other number. */
    boolean namesAnother(int from) {
        int i = from;
        while (i - from < LONGEST_GAP) {
            char c = text.at(i);
            if (Characters.asciiLetterOrDigit(c)) {
                int end = i;
                boolean letter = false;
                boolean digit = false;
                while (end - i < LONGEST_GAP && Characters.asciiLetterOrDigit(text.at(end))) {
                    letter |= Characters.asciiLetter(text.at(end));
                    digit |= Characters.digit(text.at(end));
                    end++;
                }
                // "3D" and "2FA" are too short for a code.
                boolean mixed = letter && digit;
                if (mixed && end - i > LONGEST_PREFIX) {
                    return true;
                }
                if (!mixed && !vocabulary.has(BINDER, text.part(i, end))) {
                    return false;
                }
                i = end;
            } else if (c == '\n' || Characters.word(c) || Characters.unspaced(c)) {
                return false;
            } else {
                i++;
            }
        }
        return false;
    }

    /** "123456 is your code". */
    boolean namedAfter(Candidate candidate) {
        int i = candidate.end();
        return namesBack(text.at(i) == '-' ? i + 1 : i);
    }

    /** Whether only a name and words about a code stand between a mark and a keyword: "123456 - Larkspur login code". */
    boolean leadsTo(int from, int to) {
        int i = from;
        while (i < to) {
            int end = i;
            while (end < to && Characters.word(text.at(end))) {
                end++;
            }
            if (end > i && !text.capital(i) && !saysNothing(text.part(i, end))) {
                return false;
            }
            i = Math.max(end, i + 1);
        }
        return true;
    }

    private boolean saysNothing(String word) {
        return vocabulary.has(BINDER, word)
                || vocabulary.has(LOGIN, word)
                || vocabulary.has(ONE_TIME, word)
                || vocabulary.has(INTRODUCER, word)
                || vocabulary.has(PURPOSE, word);
    }

    /** "… 123456 है": where the verb stands last, a word such as "is" and the end of the clause follow. */
    boolean saidBehind(Candidate candidate) {
        int start = candidate.end() + 1;
        int end = text.wordEnd(start, LONGEST_WORD);
        return text.at(start - 1) == ' '
                && end > start
                && vocabulary.has(COPULA, text.part(start, end))
                && endsClause(end);
    }

    /** "4829 13": further digits and then the end, so that it is a part of something. */
    boolean goesOn(Candidate candidate) {
        int end = candidate.end() + 1;
        while (text.at(candidate.end()) == ' '
                && Characters.digit(text.at(end))
                && end - candidate.end() < LONGEST_PREFIX) {
            end++;
        }
        return end > candidate.end() + 1 && endsClause(end);
    }

    /** A number on its own line above "is the number of trees": what follows tells of it. */
    boolean isToldOf(Candidate candidate) {
        int next = candidate.sentence() + 1;
        if (!candidate.alone() || next >= sentences.count()) {
            return false;
        }
        int start = sentences.start(next);
        int end = sentences.end(next);
        return vocabulary.has(COPULA, text.part(start, text.wordEnd(start, LONGEST_WORD)))
                // "is what you type to log in"
                && !(passage.says(LOGIN, start, end) && passage.says(ACT, start, end));
    }

    /** "Code 123456 was used": the message is about a code that no longer counts. */
    boolean isOver(Candidate candidate) {
        return PastWords.follow(passage, candidate.end());
    }

    /** "I typed 123456 yesterday": a person quotes an old code. Of a sentence with a word for a code {@link Matters} tells it. */
    boolean isTalkedOf(Candidate candidate) {
        int from = Math.max(sentences.start(candidate.sentence()), candidate.start() - FARTHEST_TALK);
        int to = Math.min(sentences.end(candidate.sentence()), candidate.end() + FARTHEST_TALK);
        return passage.says(TALK, from, to);
    }

    /** "Did you get the code 123456 to work?": whoever sends a code does not ask about it. */
    boolean isAsked(Candidate candidate) {
        int end = sentences.end(candidate.sentence());
        return "?？؟".indexOf(text.at(end)) >= 0 && !Characters.asciiLetterOrDigit(text.at(end + 1));
    }

    /** Whether one of the next words is one such as "enter", in the clause that goes on here. */
    boolean actsBehind(int from) {
        int i = from;
        for (int words = 0; words < WORDS_TO_VERB && text.at(i) == ' '; words++) {
            int end = text.wordEnd(i + 1, LONGEST_WORD);
            if (vocabulary.has(ACT, text.part(i + 1, end))) {
                return true;
            }
            i = end;
        }
        return false;
    }

    /** "123456 or 654321": the message does not say which one is the code. */
    boolean leavesOpen(Candidate one, Candidate other) {
        int from = one.end();
        int to = other.start();
        return to > from
                && to - from <= LONGEST_WORD
                && !one.value().equals(other.value())
                && vocabulary.has(EITHER, text.part(from, to).strip());
    }

    /** Whether a name follows the value that ends here: "123456 is your code". */
    boolean namesBack(int end) {
        return names(pastMarks(end));
    }

    /** Whether words name the value that ends here; a mark is not enough: "ACME: your code is 123456". */
    boolean namesBackInWords(int end) {
        int i = pastMarks(end);
        return ":-–".indexOf(text.at(i)) < 0 && names(i);
    }

    private int pastMarks(int end) {
        int i = end;
        while (i < end + 3 && " \"')]」”".indexOf(text.at(i)) >= 0) {
            i++;
        }
        return i;
    }

    private boolean names(int i) {
        return vocabulary.at(NAMING, text, i) > 0;
    }

    /** A colon or a word such as "is" right before an index, perhaps on the line before. */
    boolean saysWhichBefore(int start, int floor) {
        int i = start - 1;
        while (i >= floor && (text.at(i) == ' ' || text.at(i) == '\n' || "\"'([*".indexOf(text.at(i)) >= 0)) {
            i--;
        }
        if (i >= floor && (text.at(i) == ':' || text.at(i) == '=' || text.at(i) == '>')) {
            return true;
        }
        int end = i + 1;
        while (i >= floor && Characters.word(text.at(i))) {
            i--;
        }
        return vocabulary.has(COPULA, text.part(i + 1, end));
    }

    /** "... is 123456", ": 123456" later in the sentence of the keyword. */
    boolean named(Candidate candidate) {
        int i = candidate.start() - 1;
        for (int skipped = 0; skipped < 3 && " \"'([【「“<*".indexOf(text.at(i)) >= 0; skipped++) {
            i--;
        }
        return ":=>".indexOf(text.at(i)) >= 0
                || vocabulary.endsAt(COPULA, text, i + 1)
                || vocabulary.has(COPULA, wordBefore(candidate));
    }

    /** Whether a word such as "enter", or two such as "key in", stand right before an index. */
    boolean typedBefore(int start) {
        int blank = start > 0 && " \n".indexOf(text.at(start - 1)) >= 0 ? start - 1 : start;
        int end = text.at(blank - 1) == ':' ? blank - 1 : blank;
        int from = wordStart(end);
        String word = text.part(from, end);
        String previous = from > 0 ? text.part(wordStart(from - 1), from - 1) : "";
        return vocabulary.has(ACT, word) || vocabulary.has(ACT, previous, word) || vocabulary.endsAt(ACT, text, end);
    }

    private int wordStart(int end) {
        return text.wordStart(end, LONGEST_WORD + 1);
    }

    /** Whether the word before a number is one that says which: "is 123456". */
    boolean said(Candidate candidate) {
        return follows(candidate, COPULA) || vocabulary.endsAt(COPULA, text, candidate.start());
    }

    /** "Your starting PIN. It is 4409.": a sentence of a short word such as "it" and of what says which. */
    boolean isAllSaid(Candidate candidate) {
        int from = Math.max(sentences.start(candidate.sentence()), candidate.start() - LONGEST_WORD);
        String[] words = text.part(from, candidate.start()).strip().split(" ", -1);
        return from == sentences.start(candidate.sentence())
                && words.length == 2
                && words[0].length() <= LONGEST_PREFIX
                && vocabulary.has(COPULA, words[1])
                && endsClause(candidate.end());
    }

    /** Whether the word before a number is of a section. */
    boolean follows(Candidate candidate, Section section) {
        return vocabulary.has(section, wordBefore(candidate));
    }

    /** "for 123456", "to 123456". */
    boolean pointedAt(Candidate candidate, int keywordStart) {
        String word = wordBefore(candidate);
        // Polish: "kod do Skowronka to 123456".
        return vocabulary.has(POINTER, word) && !(word.equals("to") && text.has("kod", keywordStart));
    }

    /** "OTP for your purchase on 14-11-26", where "on" is no verb as it is in Finnish. */
    boolean datedOn(Candidate candidate) {
        return text.has(" on ", candidate.start() - 4);
    }

    private String wordBefore(Candidate candidate) {
        int floor = sentences.start(candidate.sentence());
        int end = candidate.start();
        while (end > floor && candidate.start() - end < 3 && !Characters.word(text.at(end - 1))) {
            end--;
        }
        return text.part(Math.max(floor, text.wordStart(end, LONGEST_WORD)), end);
    }

    /** A comma within an amount ends no clause. */
    boolean oneClause(int from, int to) {
        for (int i = from; i < to; i++) {
            if ((text.at(i) == ',' && !Characters.digit(text.at(i + 1))) || text.at(i) == ';') {
                return false;
            }
        }
        return true;
    }

    /** First in its sentence, after a name and a mark, or after a word such as "use". */
    boolean introduced(Candidate candidate) {
        int i = candidate.start() - 1;
        int floor = sentences.start(candidate.sentence());
        while (i >= floor && candidate.start() - i < 6 && " \"'*<([-".indexOf(text.at(i)) >= 0) {
            i--;
        }
        if (i < floor || "]】)>:;,|".indexOf(text.at(i)) >= 0) {
            return true;
        }
        return vocabulary.endsAt(INTRODUCER, text, i + 1)
                || (text.at(i + 1) == '-' && i - floor <= LONGEST_PREFIX)
                || vocabulary.has(INTRODUCER, wordBefore(candidate));
    }

    /** Whether another number stands before it with only a mark between, so that it is one of several. */
    boolean listed(Candidate candidate) {
        int i = candidate.start() - 1;
        while (candidate.start() - i < 4 && " &,+/;".indexOf(text.at(i)) >= 0) {
            i--;
        }
        return Characters.digit(text.at(i));
    }

    /** Whether a mark or the end follows, or how the code is used: "123456 do not share it". */
    boolean endsAnnouncement(int end) {
        return endsClause(end) || UseWords.follow(passage, end);
    }

    /** The end of the sentence or a mark, as follows a code at the end of its announcement. */
    boolean endsClause(int end) {
        int i = end;
        while (i < end + 3 && " \"'*)]】」”_".indexOf(text.at(i)) >= 0) {
            i++;
        }
        char c = text.at(i);
        return !Character.isLetterOrDigit(c) || (Characters.unspaced(c) && i == end);
    }
}
