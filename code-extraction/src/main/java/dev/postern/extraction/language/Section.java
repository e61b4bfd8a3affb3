package dev.postern.extraction.language;

import dev.postern.events.WireNamed;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sections of a language pack. {@code languages/en.txt} shows each at work, but for those with a comment here. */
public enum Section implements WireNamed {
    KEYWORD,
    LOGIN_KEYWORD,
    /** Keywords in capitals only: in lower case another language has the word. "TAN", and Spanish "tan". */
    ONLY_IN_CAPITALS,
    /** Keywords in lower case only: in capitals it is something else. */
    NEVER_IN_CAPITALS,
    /** Two words that announce only the number right beside them. */
    KEYWORD_PHRASE,
    PASSWORD,
    ONE_TIME,
    /** After a word of {@link #PASSWORD}, with at most two words between: it is one-time. "contraseña de un solo uso". */
    ONE_TIME_AFTER,
    HEADLINE,
    WARNING,
    OTHER_CODE_BEFORE,
    /** The same in another script, right before a keyword of a script without blanks. */
    OTHER_CODE_JOINED(Match.LITERAL),
    OTHER_CODE_AFTER,
    OTHER_CODE_OF,
    OTHER_PURPOSE,
    LOGIN,
    LOCK,
    BINDER,
    COPULA,
    POINTER,
    INTRODUCER,
    NAMING(Match.LITERAL),
    OVER(Match.LITERAL),
    EITHER,
    CURRENCY,
    /** Currencies that are a word of some language as well: an amount only before the number. */
    CURRENCY_BEFORE,
    UNIT,
    REFERENCE,
    REFERENCE_LINK,
    OWNED,
    OWNER,
    ENDING,
    CALL,
    BEFORE_YEAR,
    SHOUTED,
    PURPOSE,
    ACT,
    /** The same as {@link #ACT} right behind the number: "123456を入力". */
    ACT_AFTER(Match.LITERAL),
    LIMIT,
    VALID,
    SECONDS,
    MINUTES,
    HOURS,
    DAYS,
    TRANSACTION_KIND,
    PAIRING_KIND,
    RECOVERY_KIND,
    LOGIN_KIND,
    ABBREVIATION,
    /** Begins the subject of an answer. */
    REPLY,
    ORIGINAL_MESSAGE(Match.LITERAL),
    LINK_BESIDE(Match.LITERAL),
    LINK_NAMED(Match.LITERAL),
    /** Anywhere in a message with a link to register: somebody else wants its reader there. */
    LINK_INVITES(Match.LITERAL);

    /** How the words of a section are found. */
    public enum Match {
        /** As a whole word, or as a phrase of two; in scripts without blanks inside a run of letters. */
        WORD,
        /** Letter by letter, whatever stands beside it. */
        LITERAL
    }

    private static final Map<String, Section> BY_NAME = new HashMap<>();

    static {
        for (Section section : values()) {
            BY_NAME.put(section.hyphenatedName(), section);
        }
    }

    private final Match match;

    Section() {
        this(Match.WORD);
    }

    Section(Match match) {
        this.match = match;
    }

    /** How its words are found. */
    public Match match() {
        return match;
    }

    /** As it is called in a pack; null when there is no such section. */
    static @Nullable Section named(String inPacks) {
        return BY_NAME.get(inPacks);
    }
}
