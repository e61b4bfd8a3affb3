package dev.postern.extraction.link;

import static dev.postern.extraction.language.Section.LIMIT;
import static dev.postern.extraction.language.Section.LINK_ALARM;
import static dev.postern.extraction.language.Section.LINK_ELSE;
import static dev.postern.extraction.language.Section.LINK_INVITES;
import static dev.postern.extraction.language.Section.LINK_ONCE;
import static dev.postern.extraction.language.Section.LINK_SIGNS_IN;
import static dev.postern.extraction.language.Section.LINK_UNASKED;
import static dev.postern.extraction.language.Section.MINUTES;
import static dev.postern.extraction.language.Section.OTHER_PURPOSE;
import static dev.postern.extraction.language.Section.VALID;

import dev.postern.extraction.language.Passage;
import dev.postern.extraction.language.Section;
import dev.postern.extraction.text.RenderedText;

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

    private final Passage body;
    private final Passage subject;

    Occasion(Passage body, Passage subject) {
        this.body = body;
        this.subject = subject;
    }

    /** Whether the message may be about something else, or frightens its reader. */
    boolean isAnother() {
        return literal(subject, LINK_ELSE)
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
            if (limited && body.says(MINUTES, from, to)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a short mail has hardly anything but a button, which does what its subject says. */
    boolean isCalled(int from, int to) {
        RenderedText text = body.text();
        return text.length() <= SHORT_MAIL
                && from < to
                && body.vocabulary().isIn(LINK_SIGNS_IN, text.part(from, to))
                && literal(subject, LINK_SIGNS_IN)
                && !says(body, OTHER_PURPOSE);
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
