package dev.postern.extraction;

import dev.postern.extraction.Candidates.Candidate;
import java.util.Set;

/** What the words around a number and a keyword say. Each question looks at a bounded stretch of text. */
final class Phrases {
    private static final int LONGEST_GAP = 40;
    private static final int LONGEST_WORD = 16;

    /** Words that may stand between a keyword and what it names. */
    private static final Set<String> BINDERS = Vocabulary.words("""
            is are es est ist é e è jest is er är ar on your lautet otp code pin la là adalah este das je yra ir هو هي
            הוא شما الخاص بك de di do da del d this here as verification
            """);

    /** Words before a number that make it the one that the sentence has announced. */
    private static final Set<String> COPULAS =
            Vocabulary.words("is es est ist é è je jest este är er lautet adalah είναι هو הוא");

    /** Words before a number that make it a place, a time or an addressee. */
    private static final Set<String> POINTERS = Vocabulary.words("""
            for to from at of by in after before until over about than near für von nach an am im para por pour à en
            für per da в на от до для with and or und et y и
            """);

    /** Words before a number that is named after it: "use 123456, your code". */
    private static final Set<String> INTRODUCERS =
            Vocabulary.words("your use enter type tu usa utilisez votre ihr ihre dein 使用 输入 輸入 用");

    /** What may follow the number in "123456 is your code". */
    private static final String[] NAMING = {
        "is ", "es ", "est ", "ist ", "é ", "è ", "e ", "jest ", "er ", "är ", "on ", "là ", "la ", "adalah ", "este ",
        "- ", "– ", "as ", "como ", "come ", "comme ", "als ", "是", "为", "為", "は", "が", ": "
    };

    private static final String[] OVER = {
        " was ",
        " has been ",
        " has expired",
        " expired",
        " is wrong",
        " is invalid",
        " is incorrect",
        " wurde ",
        " fue ",
        " a été ",
        " è stato ",
        " foi ",
        " был "
    };

    private final RenderedText text;
    private final Sentences sentences;

    Phrases(RenderedText text, Sentences sentences) {
        this.text = text;
        this.sentences = sentences;
    }

    /** Only binders and punctuation between a keyword and a number. */
    boolean binds(int from, int to) {
        return joins(from, to, false);
    }

    /** The same with other numbers between: "codes: 123456, 654321". */
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
                if (!BINDERS.contains(word)
                        && !OtherCodes.login(word)
                        && !(end - i <= 3 && text.at(end) == '-' && end + 1 == to)) {
                    return false;
                }
                i = end;
            } else if ((Characters.digit(c) && !overNumbers)
                    || (Characters.unspaced(c) && "是为為はがー입니다는은เป็คือ号碼码".indexOf(c) < 0)) {
                return false;
            } else {
                i++;
            }
        }
        return true;
    }

    /** "code is AB12CD": the keyword is spent on a code with letters, and announces no other number. */
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
                if (letter && digit) {
                    return true;
                }
                if (!BINDERS.contains(text.part(i, end))) {
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

    /** "Code 123456 was used": news of a code, and no code. */
    boolean isOver(Candidate candidate) {
        for (String verb : OVER) {
            if (text.has(verb, candidate.end())) {
                return true;
            }
        }
        return false;
    }

    /** The same for whatever ends here. */
    boolean namesBack(int end) {
        return names(pastMarks(end));
    }

    /** The same where a mark says nothing: "ACME: your code is 123456". */
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
        for (String verb : NAMING) {
            if (text.has(verb, i)) {
                return true;
            }
        }
        return false;
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
        return COPULAS.contains(text.part(i + 1, end));
    }

    /** "... is 123456", ": 123456" later in the sentence of the keyword. */
    boolean named(Candidate candidate) {
        int i = candidate.start() - 1;
        for (int skipped = 0; skipped < 3 && " \"'([【「“<*".indexOf(text.at(i)) >= 0; skipped++) {
            i--;
        }
        return ":是为為は=>".indexOf(text.at(i)) >= 0 || COPULAS.contains(wordBefore(candidate));
    }

    /** "for 123456", "to 123456". */
    boolean pointedAt(Candidate candidate, int keywordStart) {
        String word = wordBefore(candidate);
        // Polish: "kod do Skowronka to 123456".
        return POINTERS.contains(word) && !(word.equals("to") && text.has("kod", keywordStart));
    }

    private String wordBefore(Candidate candidate) {
        int floor = sentences.start(candidate.sentence());
        int end = candidate.start();
        while (end > floor && candidate.start() - end < 3 && !Characters.word(text.at(end - 1))) {
            end--;
        }
        int start = end;
        while (start > floor && end - start < LONGEST_WORD && Characters.word(text.at(start - 1))) {
            start--;
        }
        return text.part(start, end);
    }

    boolean oneClause(int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.at(i) == ',' || text.at(i) == ';') {
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
        int end = i + 1;
        int start = end;
        while (start > floor && end - start < 3 && Characters.unspaced(text.at(start - 1))) {
            start--;
        }
        String unspaced = text.part(start, end);
        return INTRODUCERS.contains(unspaced.substring(Math.max(0, unspaced.length() - 2)))
                || INTRODUCERS.contains(unspaced.substring(Math.max(0, unspaced.length() - 1)))
                || vendorPrefix(i, floor)
                || INTRODUCERS.contains(wordBefore(candidate));
    }

    private boolean vendorPrefix(int i, int floor) {
        return text.at(i + 1) == '-' && i - floor <= 3;
    }

    /** Another number before it, with only a mark between: one of several. */
    boolean listed(Candidate candidate) {
        int i = candidate.start() - 1;
        while (candidate.start() - i < 4 && " &,+/;".indexOf(text.at(i)) >= 0) {
            i--;
        }
        return Characters.digit(text.at(i));
    }

    /** The end of the sentence, or a mark: what a code at the end of its announcement is followed by. */
    boolean endsClause(int end) {
        int i = end;
        while (i < end + 3 && " \"'*)]】」”_".indexOf(text.at(i)) >= 0) {
            i++;
        }
        char c = text.at(i);
        return !Character.isLetterOrDigit(c) || (Characters.unspaced(c) && i == end);
    }
}
