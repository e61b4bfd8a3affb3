package dev.postern.extraction.link;

import static dev.postern.extraction.language.Section.DONE;
import static dev.postern.extraction.language.Section.LIMIT;
import static dev.postern.extraction.language.Section.LINK_ACCOUNT;
import static dev.postern.extraction.language.Section.LINK_ALARM;
import static dev.postern.extraction.language.Section.LINK_CLICK;
import static dev.postern.extraction.language.Section.LINK_ELSE;
import static dev.postern.extraction.language.Section.LINK_INVITES;
import static dev.postern.extraction.language.Section.LINK_NAMED;
import static dev.postern.extraction.language.Section.LINK_NEWS;
import static dev.postern.extraction.language.Section.LINK_NOUN;
import static dev.postern.extraction.language.Section.LINK_ONCE;
import static dev.postern.extraction.language.Section.LINK_SIGNS_IN;
import static dev.postern.extraction.language.Section.LINK_UNASKED;
import static dev.postern.extraction.language.Section.LOGIN;
import static dev.postern.extraction.language.Section.MINUTES;
import static dev.postern.extraction.language.Section.OTHER_PURPOSE;
import static dev.postern.extraction.language.Section.OVER;
import static dev.postern.extraction.language.Section.PASSWORD;
import static dev.postern.extraction.language.Section.PURPOSE;
import static dev.postern.extraction.language.Section.RECOVERY_KIND;
import static dev.postern.extraction.language.Section.TRANSACTION_KIND;
import static dev.postern.extraction.language.Section.VALID;

import dev.postern.extraction.language.Passage;
import dev.postern.extraction.language.Section;
import dev.postern.extraction.text.RenderedText;
import java.util.List;

/**
 * Whether a message comes because its reader is signing in. Many others ask to sign in, too: news, warnings, and above
 * all those that steal passwords. Such a message says that its link holds for minutes or once, or what to do if nobody
 * asked for it; or it is short and its subject says what its button says.
 */
final class Occasion {
    private static final int LONGEST = 4000;
    private static final int MOST_SENTENCES = 120;
    private static final int SHORT_MAIL = 700;
    private static final int SHORT_TEXT = 240;
    private static final int LONGEST_REQUEST = 1500;
    private static final int LONGEST_CALL = 60;
    private static final int LONGEST_NAME = 24;
    private static final int LONGEST_BUTTON = 40;
    /** A Chinese button has four characters. */
    private static final int SHORTEST_REPEATED = 4;
    /** What is confirmed in other messages: an order, a visit, a payment. */
    private static final List<Section> SOMETHING_ELSE = List.of(OTHER_PURPOSE, TRANSACTION_KIND, DONE);

    /** Room for the words for signing in, and for none before them. */
    private static final int CALL_BEGINS = 24;

    private final Passage body;
    private final Passage subject;

    Occasion(Passage body, Passage subject) {
        this.body = body;
        this.subject = subject;
    }

    /** Whether the message may be about something else, or frightens its reader. */
    boolean isAnother() {
        return isNotice()
                || literal(subject, LINK_NEWS)
                || literal(subject, LINK_ELSE)
                || literal(subject, LINK_INVITES)
                || literal(subject, LINK_ALARM)
                || literal(body, LINK_ALARM)
                || says(subject, OTHER_PURPOSE);
    }

    /** Whether the message says that its link is for now. */
    boolean isNow() {
        if (literal(body, LINK_UNASKED) || literal(body, LINK_ONCE)) {
            return true;
        }
        for (int i = 0; i < Math.min(body.sentences().count(), MOST_SENTENCES); i++) {
            int from = body.sentences().start(i);
            int to = body.sentences().end(i);
            boolean limited = body.says(LIMIT, from, to) || body.says(VALID, from, to);
            if (limited && (body.says(MINUTES, from, to) || isOfLink(from, to))) {
                return true;
            }
        }
        return false;
    }

    private boolean isOfLink(int from, int to) {
        return to - from <= SHORT_TEXT
                && body.vocabulary().isIn(LINK_NOUN, body.text().part(from, to));
    }

    /**
     * Whether the subject asks to confirm an address or an account, or to get back into one, and the message does no more.
     *
     * @param button whether the words of the link name the account or the password
     */
    boolean isAboutAccount(boolean button) {
        boolean asks = says(subject, PURPOSE)
                || says(subject, LOGIN)
                || says(subject, RECOVERY_KIND)
                || literal(subject, LINK_SIGNS_IN);
        boolean account = literal(subject, LINK_ACCOUNT) || says(subject, PASSWORD);
        // "Set your password" above a button of those words
        return (button ? asks || says(subject, PASSWORD) : asks && account)
                && body.text().length() <= LONGEST_REQUEST
                && SOMETHING_ELSE.stream().noneMatch(section -> says(subject, section))
                && !literal(body, LINK_INVITES);
    }

    /**
     * Whether a short message has hardly anything but a link, whose words sign in: its button does what the subject says. Where a
     * login waits, a sentence to open it for signing in is enough ("click here to log in"), or a text that is no more than that.
     *
     * @param label whether the words are the link's own
     */
    boolean isCalled(String words, boolean label, boolean expected) {
        return body.text().length() <= SHORT_MAIL
                && ((signsIn(words)
                                && (literal(subject, LINK_SIGNS_IN)
                                        || (label && asksInSubject() && isOfAccount(words))
                                        || ((expected || isBare()) && isToBeOpened())
                                        || (expected && !label && isOnlySentence(words))))
                        || (label && (isButtonFor(words) || isSaidTwice(words)))
                        || (!label
                                && body.vocabulary().isIn(LINK_CLICK, words)
                                && (isAboutAccount(false)
                                        || ((signsIn(words) || expected) && literal(subject, LINK_SIGNS_IN)))))
                && !says(body, OTHER_PURPOSE);
    }

    private boolean isOfAccount(String words) {
        return literal(subject, LINK_ACCOUNT) || body.vocabulary().isIn(LINK_ACCOUNT, words);
    }

    /** Whether the subject is about signing in or confirming, and about nothing else. */
    private boolean asksInSubject() {
        return (says(subject, PURPOSE) || says(subject, LOGIN))
                && SOMETHING_ELSE.stream().noneMatch(section -> says(subject, section))
                && !literal(subject, OVER);
    }

    /**
     * Whether the message is no occasion for any link, however plainly its address says that it lets in: its subject deletes or frightens, or
     * tells that a password was changed.
     */
    boolean isNever() {
        return (!literal(subject, LINK_SIGNS_IN) && (literal(subject, LINK_ELSE) || literal(subject, LINK_ALARM)))
                || literal(subject, LINK_NEWS)
                || isNotice();
    }

    /** "Your password has been reset". */
    private boolean isNotice() {
        return literal(subject, OVER) && says(subject, PASSWORD);
    }

    /** "Confirm" below "Please confirm your address", in any language whose words for that are known. */
    private boolean isButtonFor(String words) {
        Passage button = Passage.of(RenderedText.of(words), body.vocabulary());
        return words.length() <= LONGEST_BUTTON
                && (says(button, PURPOSE) || says(button, LOGIN))
                && (says(subject, PURPOSE) || says(subject, LOGIN))
                && literal(subject, LINK_ACCOUNT)
                && SOMETHING_ELSE.stream().noneMatch(section -> says(subject, section) || says(button, section))
                && !literal(body, LINK_INVITES);
    }

    /** Whether the message calls what it brings the link to sign in. */
    boolean isNamed() {
        return isShort()
                && literal(body, LINK_NAMED)
                && SOMETHING_ELSE.stream().noneMatch(section -> says(subject, section));
    }

    /** Whether the message is so short that it has one matter only. */
    boolean isShort() {
        return body.text().length() <= SHORT_MAIL;
    }

    /** Whether the subject has the words of a button: "Reset your password" above "Reset". */
    boolean repeats(String label) {
        String words = label.strip();
        RenderedText text = subject.text();
        return words.length() >= SHORTEST_REPEATED
                && words.length() <= LONGEST_BUTTON
                && text.part(0, Math.min(text.length(), LONGEST)).contains(words);
    }

    /** "Verify my email" on a button below "We need to verify your email", whatever the subject says. */
    private boolean isSaidTwice(String words) {
        if (words.length() > LONGEST_BUTTON
                || !body.vocabulary().isIn(LINK_SIGNS_IN, words)
                || !body.vocabulary().isIn(LINK_ACCOUNT, words)) {
            return false;
        }
        for (int i = 0; i < Math.min(body.sentences().count(), MOST_SENTENCES); i++) {
            int from = body.sentences().start(i);
            int to = body.sentences().end(i);
            String sentence = body.text().part(from, Math.min(to, from + LONGEST));
            if (!sentence.strip().equals(words.strip())
                    && body.vocabulary().isIn(LINK_ACCOUNT, sentence)
                    && (body.vocabulary().isIn(LINK_SIGNS_IN, sentence) || body.says(PURPOSE, from, to))) {
                return !literal(body, LINK_INVITES) && !says(subject, DONE);
            }
        }
        return false;
    }

    /** Whether the subject calls what the message brings the link to sign in. */
    boolean isAnnounced() {
        return literal(subject, LINK_NAMED) && body.text().length() <= SHORT_MAIL;
    }

    private boolean signsIn(String words) {
        return body.vocabulary().isIn(LINK_SIGNS_IN, words) || body.vocabulary().isIn(LINK_NAMED, words);
    }

    private boolean isToBeOpened() {
        for (int i = 0; i < Math.min(body.sentences().count(), MOST_SENTENCES); i++) {
            String sentence =
                    body.text().part(body.sentences().start(i), body.sentences().end(i));
            if (body.vocabulary().isIn(LINK_NAMED, sentence)
                    || (body.vocabulary().isIn(LINK_CLICK, sentence)
                            && body.vocabulary().isIn(LINK_SIGNS_IN, sentence)
                            && !body.vocabulary().isIn(LINK_ELSE, sentence))) {
                return true;
            }
        }
        return false;
    }

    /** "Larkspur: log in here https://…", and nothing else. */
    private boolean isOnlySentence(String words) {
        int colon = words.indexOf(": ");
        int from = colon < LONGEST_NAME ? colon + 1 : 0;
        return isBare()
                && body.sentences().count() == 1
                && words.length() <= LONGEST_CALL
                && signsIn(words.substring(from, Math.min(words.length(), from + CALL_BEGINS)));
    }

    /** Whether this is a short text without a subject and without anything but its sentence and its address. */
    boolean isBare() {
        return subject.text().length() == 0 && body.text().length() <= SHORT_TEXT;
    }

    private static boolean literal(Passage where, Section section) {
        RenderedText text = where.text();
        return where.vocabulary().isIn(section, text.part(0, Math.min(text.length(), LONGEST)));
    }

    private static boolean says(Passage where, Section section) {
        return where.says(section, 0, Math.min(where.text().length(), LONGEST));
    }
}
