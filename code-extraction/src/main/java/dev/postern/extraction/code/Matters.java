package dev.postern.extraction.code;

import static dev.postern.extraction.language.Section.HANDED_TO;
import static dev.postern.extraction.language.Section.LOGIN;
import static dev.postern.extraction.language.Section.LOGIN_KEYWORD;
import static dev.postern.extraction.language.Section.OTHER_PURPOSE;
import static dev.postern.extraction.language.Section.WARNING;

import dev.postern.extraction.code.Keywords.Keyword;
import dev.postern.extraction.language.Passage;
import dev.postern.extraction.language.Section;
import dev.postern.extraction.language.Vocabulary;
import dev.postern.extraction.text.RenderedText;
import java.util.Set;

/** What the sentences of a passage are about, which decides whether the code that they name is one for signing in. */
final class Matters {
    private static final int SHORT_TEXT = 320;

    private static final byte ANOTHER = 1;
    private static final byte ABOUT_LOGIN = 2;
    private static final byte WARNED = 4;
    /** A person at the door is told the code. */
    private static final byte HANDED = 8;
    /** A code for signing in is named, and no more said about it. */
    private static final byte CALLED = 16;

    private final RenderedText text;
    private final Vocabulary vocabulary;
    /** The flags above that hold for each sentence. */
    private final byte[] about;
    /** Together the flags of all sentences. */
    private byte aboutAll;

    Matters(Passage passage) {
        this.text = passage.text();
        this.vocabulary = passage.vocabulary();
        this.about = new byte[passage.sentences().count()];
    }

    /** Takes note of a word of a sentence, and of the word before it. */
    void note(int sentence, Set<Section> its, String previous, String word) {
        boolean called = its.contains(LOGIN_KEYWORD);
        note(sentence, its.contains(WARNING), WARNED);
        note(sentence, its.contains(OTHER_PURPOSE) || vocabulary.has(OTHER_PURPOSE, previous, word), ANOTHER);
        note(sentence, its.contains(HANDED_TO) || vocabulary.has(HANDED_TO, previous, word), HANDED);
        note(sentence, called, CALLED);
        note(sentence, !called && (its.contains(LOGIN) || vocabulary.has(LOGIN, previous, word)), ABOUT_LOGIN);
    }

    /** Takes note of what begins at an index, in a script without blanks. */
    void note(int sentence, int start) {
        note(sentence, vocabulary.at(WARNING, text, start) > 0, WARNED);
        note(sentence, vocabulary.at(OTHER_PURPOSE, text, start) > 0, ANOTHER);
        note(sentence, vocabulary.at(HANDED_TO, text, start) > 0, HANDED);
    }

    private void note(int sentence, boolean seen, byte flag) {
        if (seen) {
            about[sentence] |= flag;
            aboutAll |= flag;
        }
    }

    /** Whether a warning has begun in the sentence, as far as it is read. */
    boolean isWarned(int sentence) {
        return (about[sentence] & WARNED) != 0;
    }

    /** Whether a discount, a parcel or a meeting is in its sentence or beside it, and no word about logging in. */
    boolean areOther(Keyword keyword) {
        if (isHandedOver()) {
            return true;
        }
        if (!keyword.generic()) {
            // "Heslo pro vyzvednutí: 4829": a message that says nothing of signing in
            return (about[keyword.sentence()] & ~HANDED) == ANOTHER && (aboutAll & (ABOUT_LOGIN | CALLED)) == 0;
        }
        boolean purpose = false;
        int from = Math.max(0, keyword.sentence() - 1);
        int to = Math.min(about.length - 1, keyword.sentence() + 1);
        for (int sentence = from; sentence <= to; sentence++) {
            if ((about[sentence] & (ABOUT_LOGIN | CALLED)) != 0) {
                return false;
            }
            // "Do not share it with friends" speaks of a secret.
            purpose |= (about[sentence] & (ANOTHER | WARNED)) == ANOTHER;
        }
        // All of a short text is about one thing: "Your parcel is here. Open until 9 pm. PIN: 1234".
        return purpose || ((aboutAll & ~HANDED) == ANOTHER && text.length() <= SHORT_TEXT);
    }

    /** "Share the OTP with the driver": whatever the code is called, it is for a person. "Never share it with the driver" is none. */
    private boolean isHandedOver() {
        if ((aboutAll & HANDED) == 0 || text.length() > SHORT_TEXT) {
            return false;
        }
        boolean handed = false;
        for (byte flags : about) {
            handed |= (flags & (HANDED | WARNED)) == HANDED;
        }
        return handed;
    }
}
