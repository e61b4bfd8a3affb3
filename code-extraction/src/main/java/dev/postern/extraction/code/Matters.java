package dev.postern.extraction.code;

import static dev.postern.extraction.language.Section.COPULA;
import static dev.postern.extraction.language.Section.CURRENCY;
import static dev.postern.extraction.language.Section.DONE;
import static dev.postern.extraction.language.Section.HANDED_TO;
import static dev.postern.extraction.language.Section.LIMIT;
import static dev.postern.extraction.language.Section.LOGIN;
import static dev.postern.extraction.language.Section.LOGIN_KEYWORD;
import static dev.postern.extraction.language.Section.MINUTES;
import static dev.postern.extraction.language.Section.ONE_TIME;
import static dev.postern.extraction.language.Section.OTHER_PURPOSE;
import static dev.postern.extraction.language.Section.OWNER;
import static dev.postern.extraction.language.Section.PURPOSE;
import static dev.postern.extraction.language.Section.TALK;
import static dev.postern.extraction.language.Section.TRANSACTION_KIND;
import static dev.postern.extraction.language.Section.VALID;
import static dev.postern.extraction.language.Section.WARNING;

import dev.postern.extraction.code.Keywords.Keyword;
import dev.postern.extraction.language.Belonging;
import dev.postern.extraction.language.Passage;
import dev.postern.extraction.language.Section;
import dev.postern.extraction.language.Vocabulary;
import dev.postern.extraction.text.Characters;
import dev.postern.extraction.text.RenderedText;
import java.util.List;
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
    /** Somebody speaks about a code that came before. */
    private static final byte TALKED = 32;
    /** Says whose something is. */
    private static final byte OWNED = 64;

    /** Most senders of codes have codes of six digits. */
    private static final int SHORTEST_USUAL = 6;
    /** The number of a card in groups, and a few words. */
    private static final int FARTHEST_CARD = 56;

    private static final int CARD_GROUP = 4;
    private static final int CARD_GROUPS = 4;
    private static final int SHORTEST_NOUN = 3;
    private static final int FEWEST_STRANGE = 2;
    private static final List<Section> FORMAL =
            List.of(PURPOSE, LIMIT, VALID, ONE_TIME, MINUTES, CURRENCY, TRANSACTION_KIND);

    private final Passage passage;
    private final RenderedText text;
    private final Vocabulary vocabulary;
    /** The flags above that hold for each sentence. */
    private final byte[] about;
    /** Together the flags of all sentences. */
    private byte aboutAll;

    /** Whether a word is there that senders of codes write and nobody who tells a friend the code of a gate. */
    private boolean formal;

    /** The words in small letters that no pack knows, each once if said again at once. */
    private int strange;

    private String lastStrange = "";

    Matters(Passage passage) {
        this.passage = passage;
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
        note(sentence, its.contains(TALK) || vocabulary.has(TALK, previous, word), TALKED);
        // Dutch "je" is Czech for "is".
        note(sentence, its.contains(OWNER) && !its.contains(COPULA), OWNED);
        formal = formal
                || isFormal(its)
                || vocabulary.has(PURPOSE, previous, word)
                || vocabulary.has(LIMIT, previous, word);
    }

    private static boolean isFormal(Set<Section> its) {
        for (Section section : FORMAL) {
            if (its.contains(section)) {
                return true;
            }
        }
        return false;
    }

    /** Takes note of a word that no pack knows. */
    void noteStrange(int start, int end) {
        if (end - start >= SHORTEST_NOUN && !text.capital(start) && !Characters.digit(text.at(start - 1))) {
            String word = text.part(start, end);
            strange += word.equals(lastStrange) ? 0 : 1;
            lastStrange = word;
        }
    }

    /** Takes note of what begins at an index, in a script without blanks. */
    void note(int sentence, int start) {
        note(sentence, vocabulary.at(WARNING, text, start) > 0, WARNED);
        note(sentence, vocabulary.at(OTHER_PURPOSE, text, start) > 0, ANOTHER);
        note(sentence, vocabulary.at(HANDED_TO, text, start) > 0, HANDED);
        note(sentence, vocabulary.at(TALK, text, start) > 0, TALKED);
        note(sentence, vocabulary.at(LOGIN, text, start) > 0, ABOUT_LOGIN);
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
        if (isHandedOver() || (about[keyword.sentence()] & TALKED) != 0) {
            return true;
        }
        if (!keyword.generic()) {
            // "Heslo pro vyzvednutí: 4829": a message that says nothing of signing in
            return (about[keyword.sentence()] & ~(HANDED | TALKED | OWNED)) == ANOTHER
                    && (aboutAll & (ABOUT_LOGIN | CALLED)) == 0;
        }
        boolean purpose = false;
        int from = Math.max(0, keyword.sentence() - 1);
        int to = Math.min(about.length - 1, keyword.sentence() + 1);
        for (int sentence = from; sentence <= to; sentence++) {
            // "The gate code is 4471. The Wi-Fi password is on the fridge." calls another thing so.
            boolean elsewhere = sentence != keyword.sentence() && (about[sentence] & ANOTHER) != 0;
            if ((about[sentence] & ABOUT_LOGIN) != 0 || ((about[sentence] & CALLED) != 0 && !elsewhere)) {
                return false;
            }
            // "Do not share it with friends" speaks of a secret.
            purpose |= (about[sentence] & (ANOTHER | WARNED)) == ANOTHER;
        }
        // All of a short text is about one thing: "Your parcel is here. Open until 9 pm. PIN: 1234".
        return purpose || ((aboutAll & ~(HANDED | TALKED | OWNED)) == ANOTHER && text.length() <= SHORT_TEXT);
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

    /**
     * Whether the code is of a thing or a card, or somebody tells a friend four digits or five and goes on about other things, in a message
     * that says nothing of what senders of codes say.
     *
     * @param longest the digits of the longest number in the passage
     */
    boolean areSomebodys(Keyword keyword, int longest) {
        boolean chat = strange >= FEWEST_STRANGE && longest < SHORTEST_USUAL;
        // Many languages call any code a password, but who has one to sign in seldom has four digits and more to say.
        boolean called = chat && longest < SHORTEST_USUAL - 1 && isPlain(keyword, ABOUT_LOGIN | WARNED);
        return called || isOfCard(keyword) || (keyword.generic() && isOfSomething(keyword, chat));
    }

    /** "Kód od vrat je 4471", "Zone code 22014", "Prenotazione confermata: codice 7KXQ2". */
    private boolean isOfSomething(Keyword keyword, boolean chat) {
        int from = passage.sentences().start(keyword.sentence());
        return isPlain(keyword, ABOUT_LOGIN | CALLED | WARNED)
                && (chat
                        || passage.says(DONE, from, keyword.start())
                        || Belonging.precedes(passage, keyword.start())
                        || Belonging.follows(passage, keyword.end())
                        || Belonging.begins(passage, keyword.start(), keyword.end()));
    }

    /** Whether a short message neither warns nor tells a time, a purpose or whose the code is. */
    private boolean isPlain(Keyword keyword, int without) {
        return !formal
                && text.length() <= SHORT_TEXT
                && (aboutAll & without) == 0
                && (about[keyword.sentence()] & OWNED) == 0;
    }

    /** "Card 6036 2810 4412 9983, security code 771": a card's whole number, four groups of four, stands near before it. */
    private boolean isOfCard(Keyword keyword) {
        int groups = 0;
        int digits = 0;
        for (int i = keyword.start() - 1; keyword.generic() && i >= keyword.start() - FARTHEST_CARD; i--) {
            boolean digit = Characters.digit(text.at(i));
            if (digit) {
                digits++;
            } else if (digits > 0) {
                groups = digits == CARD_GROUP ? groups + 1 : 0;
                digits = 0;
                // "DE44 5001 0517 5407 3249" is an account.
                if (groups == CARD_GROUPS) {
                    return !Characters.digit(text.at(i - 1));
                }
            }
            groups = digit || text.at(i) == ' ' || text.at(i) == '-' ? groups : 0;
        }
        return false;
    }
}
